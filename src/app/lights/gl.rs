//! Lights by WebGL2: the ways lie in the graphics card's memory, and a frame is one number and one
//! call. The picture is that of `panel::lights` and `look::dots`; `tests/web` compares the two.

use js_sys::{Float32Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::WebGl2RenderingContext as Context;
use web_sys::{HtmlCanvasElement, WebGlProgram, WebGlUniformLocation, WebglLoseContext};

use crate::panel::lights::{PACKED, ROUND_MS, TAIL, TAIL_STEP};

const VERTEX: &str = include_str!("dots.vert");
const FRAGMENT: &str = include_str!("dots.frag");

/// The names that browsers give to a processor which plays a graphics card.
const PLAYED: [&str; 4] = ["swiftshader", "llvmpipe", "software", "basic render"];
/// `UNMASKED_RENDERER_WEBGL` of the extension with the card's name.
const UNMASKED_RENDERER: u32 = 0x9246;

pub struct Gl {
    canvas: HtmlCanvasElement,
    context: Context,
    size: Option<WebGlUniformLocation>,
    round: Option<WebGlUniformLocation>,
    arcs: i32,
}

impl Drop for Gl {
    /// A page may have sixteen contexts or so: this one is given back now, not when it is collected.
    fn drop(&mut self) {
        // In the place of a lost picture browsers show a sign of their own.
        self.canvas.set_hidden(true);
        if let Ok(Some(loss)) = self.context.get_extension("WEBGL_lose_context") {
            loss.unchecked_into::<WebglLoseContext>().lose_context();
        }
    }
}

impl Gl {
    /// None where the browser has no WebGL2 or says itself that it is slow.
    pub fn open(canvas: &HtmlCanvasElement) -> Option<Gl> {
        let options = Object::new();
        for (name, wish) in
            [("antialias", false), ("depth", false), ("failIfMajorPerformanceCaveat", true)]
        {
            // A fresh object takes every key.
            let _ = Reflect::set(&options, &name.into(), &wish.into());
        }
        let context = canvas.get_context_with_context_options("webgl2", &options).ok()??;
        let context: Context = context.dyn_into().ok()?;
        let own = |name: &str, program: &WebGlProgram| context.get_uniform_location(program, name);
        let program = program(&context)?;
        let (size, round) = (own("size", &program), own("round", &program));
        context.use_program(Some(&program));
        context.uniform2f(own("tail", &program).as_ref(), TAIL as f32, TAIL_STEP as f32);
        context.enable(Context::BLEND);
        context.blend_func(Context::ONE, Context::ONE_MINUS_SRC_ALPHA);
        let buffer = context.create_buffer()?;
        context.bind_buffer(Context::ARRAY_BUFFER, Some(&buffer));
        for place in 0..PACKED as i32 / 4 {
            let at = place as u32;
            context.enable_vertex_attrib_array(at);
            let (stride, offset) = (PACKED as i32 * 4, place * 16);
            context.vertex_attrib_pointer_with_i32(at, 4, Context::FLOAT, false, stride, offset);
            context.vertex_attrib_divisor(at, 1);
        }
        Some(Gl { canvas: canvas.clone(), context, size, round, arcs: 0 })
    }

    /// Whether a graphics card draws, as far as the browser tells.
    pub fn is_fast(&self) -> bool {
        let name =
            |key: u32| self.context.get_parameter(key).ok().and_then(|name| name.as_string());
        let masked = name(Context::RENDERER).unwrap_or_default();
        // Chromium and Safari tell the name to those who ask for the extension, Firefox to everybody.
        let asked = masked == "WebKit WebGL"
            && matches!(self.context.get_extension("WEBGL_debug_renderer_info"), Ok(Some(_)));
        let told = if asked { name(UNMASKED_RENDERER).unwrap_or(masked) } else { masked };
        let told = told.to_ascii_lowercase();
        !PLAYED.iter().any(|played| told.contains(played))
    }

    pub fn is_lost(&self) -> bool {
        self.context.is_context_lost()
    }

    /// Takes the canvas's size and the ways, as `panel::lights::packed` gives them.
    pub fn aim(&mut self, packed: &[f32]) {
        let (width, height) = (self.canvas.width() as i32, self.canvas.height() as i32);
        self.context.viewport(0, 0, width, height);
        self.context.uniform2f(self.size.as_ref(), width as f32, height as f32);
        let numbers = Float32Array::from(packed);
        self.context.buffer_data_with_array_buffer_view(
            Context::ARRAY_BUFFER,
            &numbers,
            Context::STATIC_DRAW,
        );
        self.arcs = (packed.len() / PACKED) as i32;
    }

    pub fn show(&self, time: f64) {
        self.context.clear_color(0.0, 0.0, 0.0, 0.0);
        self.context.clear(Context::COLOR_BUFFER_BIT);
        // The part of a round is taken here, where numbers have room for weeks.
        self.context.uniform1f(self.round.as_ref(), (time / ROUND_MS).fract() as f32);
        self.context.draw_arrays_instanced(Context::POINTS, 0, TAIL as i32, self.arcs);
    }
}

fn program(context: &Context) -> Option<WebGlProgram> {
    let program = context.create_program()?;
    for (kind, source) in [(Context::VERTEX_SHADER, VERTEX), (Context::FRAGMENT_SHADER, FRAGMENT)] {
        let shader = context.create_shader(kind)?;
        context.shader_source(&shader, source);
        context.compile_shader(&shader);
        context.attach_shader(&program, &shader);
    }
    context.link_program(&program);
    let linked: JsValue = context.get_program_parameter(&program, Context::LINK_STATUS);
    linked.is_truthy().then_some(program)
}
