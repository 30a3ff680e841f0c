//! `serve`: the release app on this machine's own address, for a look at it.

use std::net::TcpListener;

use crate::setup::{For, all};
use crate::step::loud;
use crate::{Fault, dist};

const ADDRESS: &str = "127.0.0.1";

pub fn run(port: &str) -> Result<(), Fault> {
    let number: u16 = port.parse().map_err(|_| format!("`{port}` is no port: give 1 to 65535."))?;
    free(number)?;
    let kit = all(For::Building)?;
    println!("==> Building the release app; then it is at http://{ADDRESS}:{number} (Ctrl-C ends)");
    let mut trunk = dist::trunk(&kit, "serve");
    trunk.args(["--release", "--address", ADDRESS, "--port", port]);
    loud(&mut trunk, "The words above say why.")
}

/// Asked before the build, which would be minutes in vain.
fn free(port: u16) -> Result<(), Fault> {
    TcpListener::bind((ADDRESS, port)).map(drop).map_err(|why| {
        format!("{ADDRESS}:{port} cannot be used ({why}): end what runs there, or name another port: `cargo xtask serve 8090`.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_said_in_a_sentence() {
        let taken = TcpListener::bind((ADDRESS, 0)).unwrap();
        let port = taken.local_addr().unwrap().port();
        assert!(free(port).unwrap_err().contains(&format!("127.0.0.1:{port} cannot be used")));
        assert!(run("http").unwrap_err().contains("`http` is no port"));
    }
}
