//! Two hosts, one name: in the browser `main` mounts the app, in a terminal it is the command line.

#[cfg(all(target_arch = "wasm32", feature = "app"))]
fn main() {
    daping::app::run();
}

// This program without the page is none; src/reader has its own.
#[cfg(all(target_arch = "wasm32", not(feature = "app")))]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    daping::cli::run()
}
