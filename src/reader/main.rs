//! The worker's program: bytes are put where `reserve` says, `call` reads them and says how long its
//! answer is, `answer` where it stands. No glue is needed, so there is none.

#[cfg(target_arch = "wasm32")]
mod exports {
    use std::cell::RefCell;

    use daping::reader::Session;

    #[derive(Default)]
    struct Desk {
        session: Session,
        asked: Vec<u8>,
        answer: Vec<u8>,
    }

    thread_local! {
        static DESK: RefCell<Desk> = RefCell::default();
    }

    /// Makes room for what is said next; its address.
    #[unsafe(no_mangle)]
    extern "C" fn reserve(bytes: usize) -> usize {
        DESK.with_borrow_mut(|desk| {
            // What stood there is written over.
            desk.asked.resize(bytes, 0);
            desk.asked.as_ptr() as usize
        })
    }

    /// Hears it; the length of the answer.
    #[unsafe(no_mangle)]
    extern "C" fn call(verb: u32) -> usize {
        DESK.with_borrow_mut(|desk| {
            desk.answer = desk.session.call(verb, &desk.asked);
            desk.answer.len()
        })
    }

    #[unsafe(no_mangle)]
    extern "C" fn answer() -> usize {
        DESK.with_borrow(|desk| desk.answer.as_ptr() as usize)
    }
}

fn main() {}
