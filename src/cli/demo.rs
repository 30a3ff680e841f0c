//! Demo data: a county's roster of migrant workers and its province's resumption of work, all
//! invented, the same bytes from the same seed on every machine.
//!
//! The files lie on a CDN for all to read, and yet must show the masks of an internal wall at work.
//! So names, telephones and identity numbers are there in full, and belong to nobody. No clock, no
//! float, no order of a hash decides anything here: a test compares the committed files.

mod approvals;
mod cities;
mod deal;
mod firm;
mod journey;
mod listing;
pub mod many;
mod money;
mod nanzhao;
mod people;
mod person;
mod place;
mod plants;
mod policy;
mod power;
mod problems;
mod province;
mod random;
mod roster;
mod service;
mod sheet;
mod supply;
mod work;
mod zone;

use std::io;
use std::path::{Path, PathBuf};

/// The seed and size of the committed files.
pub const SEED: u64 = 20_200_221;
pub const PEOPLE: u32 = 6_000;

/// The time that the demo's rosters are of.
pub const AS_OF: &str = "2020-02-21T08:00:00+08:00";

/// The largest roster that is written; about 320 bytes per person.
pub const MAX_PEOPLE: u32 = 1_000_000;

/// Writes every demo file into the folder `to` (a folder for each board), making what is missing; says
/// which.
///
/// `InvalidInput` where `people` is over [`MAX_PEOPLE`].
pub fn write(to: &Path, seed: u64, people: u32) -> io::Result<Vec<PathBuf>> {
    let files = files(seed, people)?;
    let written = files.into_iter().map(|(name, text)| {
        let path = to.join(name);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&path, text)?;
        Ok(path)
    });
    written.collect()
}

/// The name below `data/` and the text of every demo file.
pub fn files(seed: u64, people: u32) -> io::Result<Vec<(&'static str, String)>> {
    if people > MAX_PEOPLE {
        let message = format!("people: at most {MAX_PEOPLE}, found {people}");
        return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
    }
    let mut files = vec![
        ("nanzhao/roster.json", roster::file(seed, people)?),
        ("nanzhao/prefectures.json", province::prefectures(seed)?),
        ("nanzhao/power.csv", province::power(seed)),
    ];
    files.extend(nanzhao::files(seed, people)?);
    files.extend(power::files(seed)?);
    files.extend(supply::files(seed)?);
    files.extend([
        ("money/loans.json", money::loan_rows(seed)?),
        ("money/need.json", money::need(seed)?),
        ("money/credit.json", money::credit(seed)?),
        ("money/awards.json", money::awards(seed)?),
        ("policy/windows.json", policy::windows(seed)?),
        ("policy/settled.json", policy::settled(seed)?),
        ("people/plants.json", people::plants(seed)?),
        ("people/reviews.json", people::reviews(seed)?),
        ("people/checkins.json", people::checkins(seed)?),
        ("people/groups.json", people::groups(seed)?),
        ("people/inspections.json", people::inspections(seed)?),
        ("people/medics.json", people::medics(seed)?),
        ("people/teams.json", people::teams(seed)?),
        ("approvals/items.json", approvals::items(seed)?),
        ("approvals/declarations.json", approvals::declarations(seed)?),
        ("approvals/checks.json", approvals::checks(seed)?),
        ("approvals/applications.json", approvals::applications(seed)?),
        ("approvals/projects.json", approvals::projects(seed)?),
        ("problems/issues.json", problems::issue_file(seed)?),
        ("problems/rank.json", problems::rank_file(seed)?),
        ("problems/requests.json", problems::request_file(seed)?),
        ("problems/service.json", problems::service_file(seed)?),
        ("problems/demands.json", problems::demand_file(seed)?),
        ("problems/chain.json", problems::chain_file(seed)?),
        ("zone/freight.json", zone::freight_file(seed)?),
        ("zone/flights.json", zone::flight_file(seed)?),
        ("zone/checks.json", zone::check_file(seed)?),
        ("zone/returns.json", zone::return_file(seed)?),
        ("zone/stages.json", zone::stage_file(seed)?),
        ("zone/scans.json", zone::scan_file(seed)?),
        ("zone/tiers.json", zone::tier_file(seed)?),
        ("zone/checkpoints.json", zone::checkpoint_file(seed)?),
        ("zone/projects.json", zone::project_file(seed)?),
        ("zone/rectify.json", zone::rectify_file(seed)?),
        ("plants/units.json", plants::unit_file(seed)?),
        ("plants/hours.json", plants::hour_file(seed)?),
        ("plants/tanks.json", plants::tank_file(seed)?),
        ("plants/checkins.json", plants::checkin_file(seed)?),
        ("plants/survey.json", plants::survey_file(seed)?),
        ("plants/goods.json", plants::goods_file(seed)?),
        ("plants/projects.json", plants::project_file(seed)?),
        ("plants/cloud.json", plants::cloud_file(seed)?),
        ("cities/ledger.json", cities::ledger_file(seed)?),
        ("cities/daily.json", cities::daily_file(seed)?),
        ("cities/fairs.json", cities::fair_file(seed)?),
        ("cities/jobs.json", cities::job_file(seed)?),
    ]);
    Ok(files)
}
