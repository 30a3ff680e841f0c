//! Two hosts, one name: in the browser `main` mounts the app, in a terminal it is the command line.

#[cfg(target_arch = "wasm32")]
fn main() {
    daping::app::run();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    daping::cli::run()
}
