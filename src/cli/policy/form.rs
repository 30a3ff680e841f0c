//! The policy in the words of servers that are not ours: one file for each, whole and ready to be put in place.
//!
//! A form is a text beside this file; `{{headers}}`, `{{hashed}}`, `{{forever}}` and `{{ask}}` stand for what
//! `policy` says. Deliberately absent: anything about certificates, names and folders of the place, which
//! its owner writes in.

use clap::ValueEnum;

use super::{ASK_FIRST, Allow, FOREVER, HASHED, headers};

/// A server, or a family of them that reads the same file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    Nginx,
    Caddy,
    /// `.htaccess`
    Apache,
    /// `web.config`
    Iis,
    /// `_headers` of Netlify, Cloudflare Pages and others
    Pages,
    /// `vercel.json`
    Vercel,
}

impl Form {
    pub const ALL: [Form; 6] =
        [Form::Nginx, Form::Caddy, Form::Apache, Form::Iis, Form::Pages, Form::Vercel];

    /// The file's name in hosting/.
    pub fn file(self) -> &'static str {
        match self {
            Form::Nginx => "nginx.conf",
            Form::Caddy => "Caddyfile",
            Form::Apache => "apache.htaccess",
            Form::Iis => "web.config",
            Form::Pages => "_headers",
            Form::Vercel => "vercel.json",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Form::Nginx => include_str!("nginx.txt"),
            Form::Caddy => include_str!("caddy.txt"),
            Form::Apache => include_str!("apache.txt"),
            Form::Iis => include_str!("iis.txt"),
            Form::Pages => include_str!("pages.txt"),
            Form::Vercel => include_str!("vercel.txt"),
        }
    }

    /// One header as the form has it. No value of the policy has a double quote or a backslash in it.
    fn line(self, name: &str, value: &str) -> String {
        match self {
            Form::Nginx => format!("add_header {name} \"{value}\" always;"),
            Form::Caddy => format!("{name} \"{value}\""),
            Form::Apache => format!("Header always set {name} \"{value}\""),
            Form::Iis => format!("<add name=\"{name}\" value=\"{value}\" />"),
            Form::Pages => format!("{name}: {value}"),
            Form::Vercel => format!("{{ \"key\": \"{name}\", \"value\": \"{value}\" }}"),
        }
    }

    /// The whole file.
    pub fn write(self, allow: &Allow) -> String {
        let lines: Vec<String> =
            headers(allow).iter().map(|(name, value)| self.line(name, value)).collect();
        let between = if self == Form::Vercel { "," } else { "" };
        let mut out = String::new();
        for line in self.text().lines() {
            match line.split_once("{{headers}}") {
                Some((before, after)) => {
                    out.push_str(before);
                    out.push_str(&lines.join(&format!("{between}\n{before}")));
                    out.push_str(after);
                }
                None => out.push_str(line),
            }
            out.push('\n');
        }
        let words = [("{{hashed}}", HASHED), ("{{forever}}", FOREVER), ("{{ask}}", ASK_FIRST)];
        words.iter().fold(out, |out, (mark, word)| out.replace(mark, word))
    }
}
