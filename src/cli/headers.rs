//! `daping headers FORM`: the page's headers as a file for a server that is not ours.

use clap::Args;

use super::policy::form::Form;
use super::policy::{Allow, is_host};
use super::{Language, WRONG_USE};
use crate::issue::serve::ServeFault;

#[derive(Args)]
pub struct Options {
    /// Whose file
    #[arg(value_enum)]
    form: Form,
    #[command(flatten)]
    hosts: Hosts,
    /// The language of what is said
    #[arg(long, value_enum, default_value = "zh")]
    lang: Language,
}

/// What a place adds to the policy.
#[derive(Args)]
pub struct Hosts {
    /// A host that boards may ask beside their own, such as https://api.example; may be given again
    #[arg(long, value_name = "HOST")]
    connect: Vec<String>,
    /// A site that may show the wall in a frame; may be given again [default: none]
    #[arg(long, value_name = "HOST")]
    frame: Vec<String>,
}

impl Hosts {
    pub fn allow(&self) -> Result<Allow, ServeFault> {
        let wrong = self.connect.iter().chain(&self.frame).find(|word| !is_host(word));
        match wrong {
            Some(word) => Err(ServeFault::NoHost { word: word.clone() }),
            None => Ok(Allow { connect: self.connect.clone(), frame: self.frame.clone() }),
        }
    }
}

/// Prints the file; the exit code.
pub fn run(options: &Options) -> u8 {
    match options.hosts.allow() {
        Ok(allow) => {
            print!("{}", options.form.write(&allow));
            0
        }
        Err(fault) => {
            eprintln!("{}", fault.say(options.lang.lang()));
            WRONG_USE
        }
    }
}
