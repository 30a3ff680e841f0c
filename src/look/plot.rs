//! plotters drawing into a picture: a backend that records shapes instead of painting pixels.
//!
//! Backend coordinates are sixteenths of a CSS pixel, so that curves keep their subpixels although
//! plotters counts in integers; font sizes and strokes are scaled alike. Text is measured by the
//! host's [`Measure`], never by plotters' own fonts (which touch the DOM for each word).

use std::convert::Infallible;

use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::{Anchor, Color, Measure, Picture, Point, Shape, Stroke, Text};

/// Backend units in a CSS pixel.
pub const SUB: f64 = 16.0;

/// A length in CSS pixels as backend units.
pub fn px(length: f64) -> i32 {
    (length * SUB).round() as i32
}

/// A theme's colour as plotters takes it.
pub fn rgba(color: Color) -> RGBAColor {
    let [r, g, b, a] = color.channels();
    RGBAColor(r, g, b, f64::from(a) / 255.0)
}

/// A text style of `size` CSS pixels.
pub fn text_style(color: Color, size: f64) -> TextStyle<'static> {
    let font = FontDesc::new(FontFamily::SansSerif, size * SUB, FontStyle::Normal);
    let RGBAColor(r, g, b, alpha) = rgba(color);
    TextStyle { font, color: BackendColor { alpha, rgb: (r, g, b) }, pos: Pos::default() }
}

/// A line of `width` CSS pixels.
pub fn stroke(color: Color, width: f64) -> ShapeStyle {
    ShapeStyle { color: rgba(color), filled: false, stroke_width: px(width).max(1) as u32 }
}

/// A filled face without an edge.
pub fn face(color: Color) -> ShapeStyle {
    ShapeStyle { color: rgba(color), filled: true, stroke_width: 0 }
}

/// A line of text as a shape.
pub fn text(words: impl Into<String>, at: Point, size: f64, anchor: Anchor, color: Color) -> Shape {
    Shape::Text(Text { text: words.into(), at, size, bold: false, anchor, color })
}

/// As much of a text as fits into `room`, cut with an ellipsis; nothing where not even that fits.
pub fn fit(words: &str, size: f64, room: f64, measure: &dyn Measure) -> String {
    if measure.width(words, size, false) <= room {
        return words.into();
    }
    let mut cut: String = words.chars().take((room / size * 4.0).max(0.0) as usize + 1).collect();
    while cut.pop().is_some() {
        let short = format!("{}…", cut.trim_end());
        if measure.width(&short, size, false) <= room {
            return short;
        }
    }
    String::new()
}

/// The recording backend; what it draws is appended to its picture.
pub struct Recorder<'a> {
    picture: &'a mut Picture,
    measure: &'a dyn Measure,
}

impl<'a> Recorder<'a> {
    pub fn new(picture: &'a mut Picture, measure: &'a dyn Measure) -> Self {
        Recorder { picture, measure }
    }

    fn rect(&mut self, from: Point, to: Point, fill: Color) {
        let at = Point::new(from.x.min(to.x), from.y.min(to.y));
        let (width, height) = ((to.x - from.x).abs(), (to.y - from.y).abs());
        if width == 0.0 || height == 0.0 {
            return;
        }
        self.picture.push(Shape::Rect { at, width, height, fill });
    }

    /// An axis-parallel line is a rectangle on whole pixels: a hairline that stays sharp.
    fn hairline(&mut self, from: Point, to: Point, width: f64, fill: Color) {
        let width = width.max(1.0);
        let snap = |place: f64| (place - width / 2.0).round().max(0.0);
        if from.y == to.y {
            let y = snap(from.y).min(self.picture.height - width);
            self.rect(Point::new(from.x, y), Point::new(to.x, y + width), fill);
        } else {
            let x = snap(from.x).min(self.picture.width - width);
            self.rect(Point::new(x, from.y), Point::new(x + width, to.y), fill);
        }
    }
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

fn point((x, y): BackendCoord) -> Point {
    Point::new(f64::from(x) / SUB, f64::from(y) / SUB)
}

/// The colour, `None` where nothing would be seen.
fn color(color: BackendColor) -> Option<Color> {
    let (r, g, b) = color.rgb;
    let solid = Color(u32::from_be_bytes([r, g, b, 0xff]));
    (color.alpha > 0.0).then(|| solid.fade(color.alpha))
}

fn stroke_width(style: &impl BackendStyle) -> f64 {
    f64::from(style.stroke_width()) / SUB
}

impl DrawingBackend for Recorder<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let units = |length: f64| px(length).max(0) as u32;
        (units(self.picture.width), units(self.picture.height))
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, fill: BackendColor) -> Drawn {
        if let Some(fill) = color(fill) {
            let side = 1.0 / SUB;
            self.picture.push(Shape::Rect { at: point(at), width: side, height: side, fill });
        }
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        let Some(paint) = color(style.color()) else { return Ok(()) };
        let width = stroke_width(style);
        let (from, to) = (point(from), point(to));
        match from.x == to.x || from.y == to.y {
            true => self.hairline(from, to, width, paint),
            false => {
                let stroke = Stroke::new(paint, width);
                self.picture.push(Shape::Line { points: vec![from, to], stroke });
            }
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let Some(paint) = color(style.color()) else { return Ok(()) };
        let (from, to) = (point(from), point(to));
        if fill {
            self.rect(from, to, paint);
            return Ok(());
        }
        let corners = [(from.x, from.y), (to.x, from.y), (to.x, to.y), (from.x, to.y)];
        let points = corners.iter().chain(corners.first()).map(|(x, y)| Point::new(*x, *y));
        let stroke = Stroke::new(paint, stroke_width(style));
        self.picture.push(Shape::Line { points: points.collect(), stroke });
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<Point> = path.into_iter().map(point).collect();
        if let (Some(paint), true) = (color(style.color()), points.len() > 1) {
            let stroke = Stroke::new(paint, stroke_width(style));
            self.picture.push(Shape::Line { points, stroke });
        }
        Ok(())
    }

    /// A circle that is not filled is not drawn: no chart of the house has one.
    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        if let (Some(paint), true) = (color(style.color()), fill) {
            let radius = f64::from(radius) / SUB;
            self.picture.push(Shape::Circle { at: point(center), radius, fill: paint });
        }
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        if let Some(fill) = color(style.color()) {
            let points = corners.into_iter().map(point).collect();
            self.picture.push(Shape::Area { points, fill });
        }
        Ok(())
    }

    /// Text is never turned, whatever the style says: labels thin out before they turn.
    fn draw_text<T: BackendTextStyle>(
        &mut self,
        words: &str,
        style: &T,
        at: BackendCoord,
    ) -> Drawn {
        let (Some(color), false) = (color(style.color()), words.is_empty()) else {
            return Ok(());
        };
        let size = style.size() / SUB;
        let mut at = point(at);
        at.y += match style.anchor().v_pos {
            VPos::Top => size / 2.0,
            VPos::Center => 0.0,
            VPos::Bottom => -size / 2.0,
        };
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let bold = matches!(style.style(), FontStyle::Bold);
        let text = Text { text: words.into(), at, size, bold, anchor, color };
        self.picture.push(Shape::Text(text));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        words: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let bold = matches!(style.style(), FontStyle::Bold);
        let width = self.measure.width(words, style.size() / SUB, bold);
        Ok((px(width).max(0) as u32, style.size().round() as u32))
    }
}

#[cfg(test)]
mod tests {
    use plotters::coord::Shift;
    use plotters::drawing::{DrawingArea, IntoDrawingArea};
    use plotters::element::PathElement;

    use super::*;
    use crate::look::Theme;
    use crate::look::picture::FixedMeasure;

    fn recorded(draw: impl Fn(&DrawingArea<Recorder<'_>, Shift>)) -> Picture {
        let mut picture = Picture::new(100.0, 50.0);
        draw(&Recorder::new(&mut picture, &FixedMeasure).into_drawing_area());
        picture
    }

    #[test]
    fn curves_keep_their_subpixels() {
        let style = stroke(Theme::default().accent, 2.0);
        let picture = recorded(|area| {
            area.draw(&PathElement::new(vec![(px(1.25), px(2.5)), (px(3.0), px(4.0))], style))
                .expect("recording cannot fail");
        });
        let points = vec![Point::new(1.25, 2.5), Point::new(3.0, 4.0)];
        let stroke = Stroke::new(Theme::default().accent, 2.0);
        assert_eq!(picture.shapes, [Shape::Line { points, stroke }]);
    }

    #[test]
    fn text_is_held_by_its_middle_and_measured_by_the_host() {
        let style = text_style(Theme::default().muted, 12.0);
        let picture = recorded(|area| {
            area.draw_text("复工率", &style, (px(10.0), px(20.0))).expect("recording cannot fail");
            let size = area.estimate_text_size("复工率", &style).expect("measuring cannot fail");
            assert_eq!(size, (px(36.0) as u32, px(12.0) as u32));
        });
        let at = Point::new(10.0, 26.0);
        let text = text("复工率", at, 12.0, Anchor::Start, Theme::default().muted);
        assert_eq!(picture.shapes, [text]);
    }

    #[test]
    fn long_texts_are_cut_to_their_room() {
        let fit = |words, room| fit(words, 10.0, room, &FixedMeasure);
        assert_eq!(fit("云阳镇", 30.0), "云阳镇");
        assert_eq!(fit("云阳镇人民政府", 40.0), "云阳镇…");
        assert_eq!(fit("云阳镇", 3.0), "");
        assert_eq!(fit("", 3.0), "");
        assert_eq!(fit(&"长".repeat(10_000), 35.0), "长长…");
    }
}
