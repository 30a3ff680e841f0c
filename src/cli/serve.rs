//! `daping serve DIR`: a folder that `dist` wrote, to this machine's own browsers, with the headers of `policy`.
//!
//! The protocol is hyper's, one file with its ranges and its ETag tower-http's. Which file of the folder an
//! address means is `place`, what goes out beside it `answer`.
//!
//! Deliberately absent: TLS, log-ins and a log of who asked for what. A wall for others is for a server that
//! has these: `daping headers` writes the same policy for it.

mod answer;
mod boards;
mod place;

use std::io::{self, ErrorKind};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::Semaphore;

use super::headers::Hosts;
use super::policy::headers;
use super::{Language, WRONG_USE};
use crate::issue::serve::{ServeFault, asks_elsewhere, is_open, served};
use answer::Site;

/// So many browsers' connections at once; others wait. A browser opens six.
const MOST_OPEN: usize = 256;
/// A connection that asks nothing is closed after so many seconds.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);
/// After a connection that the system could not give: it has too many files open.
const BREATH: Duration = Duration::from_millis(100);

#[derive(Args)]
pub struct Options {
    /// The folder that `cargo xtask dist` wrote
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The port; 0 for any that is free
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The address to listen at; without it no other machine reaches the wall. 0.0.0.0 is every address
    #[arg(long, value_name = "ADDR", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    listen: IpAddr,
    /// Another name that the wall is asked by, where a proxy stands before it; may be given again
    #[arg(long, value_name = "NAME")]
    name: Vec<String>,
    #[command(flatten)]
    hosts: Hosts,
    /// The language of what is said
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
}

/// Serves until the process is ended; the exit code where it cannot begin.
pub fn run(options: &Options) -> u8 {
    let lang = options.lang.lang();
    let outcome = open(options).and_then(|(listener, site)| {
        let address = listener.local_addr().map_err(|error| fault(options, &error))?;
        println!("{}", served(&format!("http://{address}/"), lang));
        if !address.ip().is_loopback() {
            println!("{}", is_open(lang));
        }
        let known = &options.hosts.allow()?.connect;
        for (board, host) in boards::elsewhere(&options.folder, known) {
            println!("{}", asks_elsewhere(&board, &host, lang));
        }
        serve(listener, site).map_err(|error| fault(options, &error))
    });
    match outcome {
        Ok(()) => 0,
        Err(fault) => {
            eprintln!("{}", fault.say(lang));
            WRONG_USE
        }
    }
}

/// Takes the address; nothing is answered before `serve`.
fn open(options: &Options) -> Result<(TcpListener, Site), ServeFault> {
    let folder = options.folder.display().to_string();
    let root = options.folder.canonicalize().ok().filter(|root| root.is_dir());
    let root = root.ok_or(ServeFault::NoFolder { folder: folder.clone() })?;
    if !root.join(place::PAGE).is_file() {
        return Err(ServeFault::NoPage { folder });
    }
    let headers = headers(&options.hosts.allow()?);
    let names = options.listen.is_loopback().then(|| options.name.clone());
    let listener = TcpListener::bind(SocketAddr::new(options.listen, options.port))
        .map_err(|error| fault(options, &error))?;
    Ok((listener, Site::new(root, &headers, names)))
}

fn fault(options: &Options, error: &io::Error) -> ServeFault {
    let address = SocketAddr::new(options.listen, options.port).to_string();
    match error.kind() {
        ErrorKind::AddrInUse => ServeFault::Taken { address },
        ErrorKind::PermissionDenied => ServeFault::Forbidden { address },
        ErrorKind::AddrNotAvailable => ServeFault::NotHere { address },
        _ => ServeFault::Other { address, why: error.to_string() },
    }
}

/// One thread answers, a few more read files: a wall is a handful of browsers.
fn serve(listener: TcpListener, site: Site) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let (site, room) = (Arc::new(site), Arc::new(Semaphore::new(MOST_OPEN)));
        let service = answer::service(site);
        loop {
            let place = Arc::clone(&room).acquire_owned().await.map_err(io::Error::other)?;
            let Ok((stream, _)) = listener.accept().await else {
                tokio::time::sleep(BREATH).await;
                continue;
            };
            // A connection that is gone already says so when it is read.
            let _ = stream.set_nodelay(true);
            let answers = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(LONGEST_SILENCE)
                .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service.clone()));
            tokio::spawn(async move {
                // A browser that goes away in the middle is none of our faults.
                let _ = answers.await;
                drop(place);
            });
        }
    })
}
