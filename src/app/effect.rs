//! Signals and effects. Both are of one type below: each type of value and each closure would otherwise be
//! compiled with all that Leptos does around it.

use std::any::Any;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude::{
    Dispose, Effect, Get, GetUntracked, LocalStorage, RwSignal, Set, StoredValue, Track,
    UpdateUntracked, UpdateValue, on_cleanup,
};
use leptos::reactive::graph::{Observer, Subscriber};

/// A signal of any value.
type Anything = RwSignal<Rc<dyn Any>, LocalStorage>;

/// A signal of this thread's own, which any closure may copy. Its value is never changed in place: what has
/// been read stays as it was while the next one is set.
pub struct Local<T> {
    signal: Anything,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Local<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Local<T> {}

impl<T: 'static> Local<T> {
    /// It belongs to the owner that it is made under.
    pub fn new(value: T) -> Self {
        Local { signal: made(Rc::new(value)), of: PhantomData }
    }

    /// Calls with the value; tracked.
    pub fn with<U>(&self, call: impl FnOnce(&T) -> U) -> U {
        call(&own(seen(self.signal)))
    }

    pub fn with_untracked<U>(&self, call: impl FnOnce(&T) -> U) -> U {
        call(&own(held(self.signal)))
    }

    /// Nothing where its owner has been cleaned up.
    pub fn try_with_untracked<U>(&self, call: impl FnOnce(&T) -> U) -> Option<U> {
        self.signal.try_get_untracked().map(|value| call(&own(value)))
    }

    pub fn track(&self) {
        self.signal.track();
    }

    /// Whoever has read it runs again.
    pub fn set(&self, value: T) {
        put(self.signal, Rc::new(value));
    }

    /// Goes before its owner does.
    pub fn dispose(&self) {
        self.signal.dispose();
    }

    /// Sets what differs from what there is.
    pub fn keep(&self, value: T)
    where
        T: PartialEq,
    {
        if self.with_untracked(|old| *old != value) {
            self.set(value);
        }
    }
}

impl<T: Clone + 'static> Local<T> {
    /// The value; tracked.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }

    /// Nothing where its owner has been cleaned up.
    pub fn try_get_untracked(&self) -> Option<T> {
        self.try_with_untracked(T::clone)
    }

    /// Changes it, unless its owner has been cleaned up.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        self.maybe_update(|value| {
            change(value);
            true
        });
    }

    /// The same; whoever has read it runs again only where `change` says so.
    pub fn maybe_update(&self, change: impl FnOnce(&mut T) -> bool) {
        let Some(mut value) = self.try_get_untracked() else { return };
        match change(&mut value) {
            true => self.set(value),
            false => put_quietly(self.signal, Rc::new(value)),
        }
    }
}

fn made(value: Rc<dyn Any>) -> Anything {
    RwSignal::new_local(value)
}

fn seen(signal: Anything) -> Rc<dyn Any> {
    signal.get()
}

fn held(signal: Anything) -> Rc<dyn Any> {
    signal.get_untracked()
}

fn put(signal: Anything, value: Rc<dyn Any>) {
    signal.set(value);
}

fn put_quietly(signal: Anything, value: Rc<dyn Any>) {
    signal.update_untracked(|old| *old = value);
}

/// A signal's value by its type: only `Local` of that type has put one in.
fn own<T: 'static>(value: Rc<dyn Any>) -> Rc<T> {
    value.downcast().unwrap_or_else(|_| unreachable!("a signal holds what its type says"))
}

/// Runs now and whenever a signal that it read has changed, until its owner is cleaned up.
pub fn effect(run: impl FnMut() + 'static) {
    boxed(Box::new(run));
}

fn boxed(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| {
        forget_readers();
        run();
    });
}

/// What an effect or a memo has read forgets it once its owner is cleaned up; called where it runs. The
/// library leaves whoever is gone in the lists of the signals that it read, and some of ours live as long as
/// the page: boards that turn would make those lists longer for ever.
pub fn forget_readers() {
    if let Some(own) = Observer::get() {
        on_cleanup(move || own.clear_sources(&own));
    }
}

/// Keeps a value until the owner is cleaned up: a closure that the page calls goes with what it serves.
pub fn hold<T: 'static>(value: T) {
    let held = StoredValue::new_local(Some(value));
    on_cleanup(move || drop(held.try_update_value(Option::take)));
}
