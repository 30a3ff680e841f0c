//! A picture as SVG text: one shape per line, so that a golden's difference can be read.

use std::fmt::Write;

use super::{Anchor, Color, Fill, Picture, Point, Shape, Stroke, Text, Theme};

const FONTS: &str = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif";

/// The picture on the theme's ground, numbers to a tenth of a pixel.
pub fn svg(picture: &Picture, theme: &Theme) -> String {
    let (width, height) = (short(picture.width), short(picture.height));
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FONTS}\">\n"
    );
    let [top, bottom] = theme.ground.map(Color::css);
    out += "<defs>\n<linearGradient id=\"ground\" x2=\"0\" y2=\"1\">";
    out += &format!("<stop stop-color=\"{top}\"/><stop offset=\"1\" stop-color=\"{bottom}\"/>");
    out += "</linearGradient>\n";
    out += &definitions(picture);
    out +=
        &format!("</defs>\n<rect width=\"{width}\" height=\"{height}\" fill=\"url(#ground)\"/>\n");
    for shape in &picture.shapes {
        out += &line(shape);
        out.push('\n');
    }
    out + "</svg>\n"
}

/// A gradient for each colour that glows and a pattern for each that hatches.
fn definitions(picture: &Picture) -> String {
    let mut defined: Vec<String> = Vec::new();
    for shape in &picture.shapes {
        let own = match shape {
            Shape::Glow { color, .. } => vec![glow(*color)],
            Shape::Path { hatch: Some(color), .. } => vec![hatch(*color)],
            Shape::Regions { fills, .. } => {
                fills.iter().filter_map(|fill| Some(hatch(fill.as_ref()?.hatch?))).collect()
            }
            _ => continue,
        };
        for definition in own {
            if !defined.contains(&definition) {
                defined.push(definition);
            }
        }
    }
    defined.concat()
}

fn glow(color: Color) -> String {
    let (id, inner, outer) = (name("glow", color), color.css(), color.fade(0.0).css());
    format!(
        "<radialGradient id=\"{id}\"><stop stop-color=\"{inner}\"/>\
         <stop offset=\"1\" stop-color=\"{outer}\"/></radialGradient>\n"
    )
}

fn hatch(color: Color) -> String {
    let (id, color) = (name("hatch", color), color.css());
    format!(
        "<pattern id=\"{id}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><rect width=\"1\" height=\"6\" fill=\"{color}\"/></pattern>\n"
    )
}

fn name(kind: &str, color: Color) -> String {
    format!("{kind}-{:08x}", color.0)
}

fn line(shape: &Shape) -> String {
    match shape {
        Shape::Rect { at, width, height, fill } => format!(
            "<rect {} width=\"{}\" height=\"{}\" {}/>",
            place(*at),
            short(*width),
            short(*height),
            filled(*fill)
        ),
        Shape::Line { points, stroke } => {
            format!("<polyline points=\"{}\" {}/>", places(points), stroked(stroke))
        }
        Shape::Area { points, fill } => {
            format!("<polygon points=\"{}\" {}/>", places(points), filled(*fill))
        }
        Shape::Circle { at, radius, fill } => circle(*at, *radius, &filled(*fill)),
        Shape::Glow { at, radius, color } => {
            circle(*at, *radius, &format!("fill=\"url(#{})\"", name("glow", *color)))
        }
        Shape::Sector { at, inner, outer, from, to, fill } => {
            format!("<path d=\"{}\" {}/>", sector(*at, *inner, *outer, *from, *to), filled(*fill))
        }
        Shape::Path { d, fill, stroke, hatch } => path(d, *fill, stroke.as_ref(), *hatch),
        Shape::Regions { paths, at, fills, stroke } => regions(paths, *at, fills, stroke),
        Shape::Text(text) => words(text),
    }
}

fn circle(at: Point, radius: f64, paint: &str) -> String {
    format!(
        "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" {paint}/>",
        short(at.x),
        short(at.y),
        short(radius)
    )
}

/// The outline of a ring's slice; a whole ring is two half ones, as an arc cannot end where it
/// begins.
fn sector(at: Point, inner: f64, outer: f64, from: f64, to: f64) -> String {
    if to - from > std::f64::consts::PI * 1.999 {
        let middle = (from + to) / 2.0;
        let first = sector(at, inner, outer, from, middle);
        return format!("{first} {}", sector(at, inner, outer, middle, to));
    }
    let on = |radius: f64, angle: f64| {
        let (x, y) = (at.x + radius * angle.sin(), at.y - radius * angle.cos());
        format!("{} {}", short(x), short(y))
    };
    let large = u8::from(to - from > std::f64::consts::PI);
    let arc = |radius: f64, sweep: u8, angle: f64| {
        let radius_said = short(radius);
        format!("A{radius_said} {radius_said} 0 {large} {sweep} {}", on(radius, angle))
    };
    let (start, turn) = (on(outer, from), on(inner, to));
    format!("M{start} {} L{turn} {} Z", arc(outer, 1, to), arc(inner, 0, from))
}

fn path(d: &str, fill: Option<Color>, stroke: Option<&Stroke>, hatch: Option<Color>) -> String {
    let fill = fill.map_or("fill=\"none\"".to_string(), filled);
    let stroke = stroke.map_or(String::new(), |stroke| format!(" {}", edged(stroke)));
    let mut said = format!("<path d=\"{}\" {fill}{stroke}/>", escaped(d));
    if let Some(color) = hatch {
        let id = name("hatch", color);
        said += &format!("<path d=\"{}\" fill=\"url(#{id})\"/>", escaped(d));
    }
    said
}

/// A path on each line, under one group that stands where the paths' zero is.
fn regions(paths: &[String], at: Point, fills: &[Option<Fill>], stroke: &Stroke) -> String {
    let (x, y) = (short(at.x), short(at.y));
    let mut said = format!("<g transform=\"translate({x} {y})\" fill-rule=\"evenodd\">");
    for (d, fill) in paths.iter().zip(fills) {
        said.push('\n');
        let hatch = fill.and_then(|fill| fill.hatch);
        said += &path(d, fill.map(|fill| fill.color), Some(stroke), hatch);
    }
    said + "\n</g>"
}

fn words(text: &Text) -> String {
    let anchor = match text.anchor {
        Anchor::Start => "",
        Anchor::Middle => " text-anchor=\"middle\"",
        Anchor::End => " text-anchor=\"end\"",
    };
    let bold = if text.bold { " font-weight=\"600\"" } else { "" };
    format!(
        "<text {} font-size=\"{}\"{anchor}{bold} dominant-baseline=\"central\" {}>{}</text>",
        place(text.at),
        short(text.size),
        filled(text.color),
        escaped(&text.text)
    )
}

fn filled(color: Color) -> String {
    format!("fill=\"{}\"", color.css())
}

fn stroked(stroke: &Stroke) -> String {
    format!("fill=\"none\" {}", edged(stroke))
}

fn edged(stroke: &Stroke) -> String {
    let dash = stroke.dash.map_or(String::new(), |(dash, gap)| {
        format!(" stroke-dasharray=\"{} {}\"", short(dash), short(gap))
    });
    let (color, width) = (stroke.color.css(), short(stroke.width));
    format!("stroke=\"{color}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"{dash}")
}

fn place(at: Point) -> String {
    format!("x=\"{}\" y=\"{}\"", short(at.x), short(at.y))
}

fn places(points: &[Point]) -> String {
    let mut said = String::new();
    for point in points {
        let space = if said.is_empty() { "" } else { " " };
        // Writing into a string cannot fail.
        let _ = write!(said, "{space}{},{}", short(point.x), short(point.y));
    }
    said
}

/// At most one decimal.
fn short(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    format!("{}", rounded + 0.0)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::look::plot;

    #[test]
    fn text_is_escaped_and_numbers_are_short() {
        let theme = Theme::default();
        let mut picture = Picture::new(80.0, 60.0);
        let at = Point::new(1.0 / 3.0, -0.01);
        picture.push(plot::text("<a> & \"b\"", at, 12.0, Anchor::End, theme.text));
        let said = svg(&picture, &theme);
        assert!(said.contains("&lt;a&gt; &amp; &quot;b&quot;</text>"), "{said}");
        assert!(said.contains("x=\"0.3\" y=\"0\""), "{said}");
    }

    #[test]
    fn one_colour_glows_by_one_gradient() {
        let theme = Theme::default();
        let mut picture = Picture::new(80.0, 60.0);
        for x in [10.0, 20.0] {
            let at = Point::new(x, 10.0);
            picture.push(Shape::Glow { at, radius: 5.0, color: theme.accent });
        }
        let said = svg(&picture, &theme);
        assert_eq!(said.matches("<radialGradient").count(), 1);
        assert_eq!(said.matches("url(#glow-").count(), 2);
    }

    #[test]
    fn a_whole_ring_is_drawn_in_two_halves() {
        let at = Point::new(50.0, 50.0);
        let whole = sector(at, 10.0, 20.0, 0.0, std::f64::consts::TAU);
        assert_eq!(whole.matches('M').count(), 2);
        assert_eq!(sector(at, 10.0, 20.0, 0.0, 1.0).matches('M').count(), 1);
    }
}
