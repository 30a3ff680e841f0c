#version 300 es
precision highp float;
in float radius;
in vec4 light;
out vec4 seen;
void main() {
  vec2 off = (gl_PointCoord - 0.5) * (2.0 * radius + 2.0);
  seen = light * clamp(0.5 + (radius * radius - dot(off, off)) / (2.0 * radius), 0.0, 1.0);
}
