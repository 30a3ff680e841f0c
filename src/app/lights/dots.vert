#version 300 es
layout(location = 0) in vec4 start;
layout(location = 1) in vec4 end;
layout(location = 2) in vec4 way;
layout(location = 3) in vec4 color;
uniform vec2 size;
uniform vec2 tail;
uniform float round;
out float radius;
out vec4 light;
void main() {
  float head = (fract(round + way.y) - way.z) / (way.w - way.z);
  float t = head - float(gl_VertexID) * tail.y;
  float s = 1.0 - t;
  float fade = 1.0 - float(gl_VertexID) / tail.x;
  vec2 at = s * s * s * start.xy + 3.0 * s * s * t * start.zw + 3.0 * s * t * t * end.xy + t * t * t * end.zw;
  bool lit = head <= 1.0 && t > 0.0;
  gl_Position = vec4(lit ? vec2(2.0, -2.0) * at / size + vec2(-1.0, 1.0) : vec2(2.0), 0.0, 1.0);
  radius = way.x * (0.5 + 0.5 * fade);
  gl_PointSize = 2.0 * radius + 2.0;
  light = vec4(color.rgb, 1.0) * color.a * fade * fade;
}
