// The rows of a soak: made-up people and figures, of which some change with every minute. The same seed
// tells the same story.

const NAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许';
const GIVEN = ['一', '二', '三', '小四', '小五', '六', '七', '大八', '九', '阿十'];
const TOWNS = ['云阳镇', '河口镇', '石桥镇', '南河店', '白土岗', '板山坪', '皇路店', '小店乡', '城郊乡', '四棵树'];
const CITIES = ['南阳', '郑州', '深圳', '广州', '上海', '苏州', '杭州', '宁波', '武汉', '北京'];
const CODES = ['410100', '410200', '410300', '410400', '410500', '410600', '410700', '410800', '410900', '411000'];
const STATES = ['在途', '到岗', '待定'];
const DAYS = 14;
/** So many of a hundred people are another with every answer. */
const CHANGED = 0.02;

export class Rows {
  #state;

  constructor({ people, town, seed = 8 }) {
    this.#state = seed;
    this.lists = new Map([
      ['/data/soak/people.json', this.#list(people)],
      ['/data/soak/town.json', this.#list(town)],
    ]);
  }

  /** 0..1, from the seed on. */
  chance() {
    // Mulberry32.
    this.#state = (this.#state + 0x6D2B79F5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** The answer at a path at a time (unix ms); nothing where there is none. */
  body(path, time) {
    const list = this.lists.get(path);
    if (list) {
      this.#change(list);
      return Buffer.from(`[${list.join(',\n')}]`);
    }
    const made = { '/data/soak/towns.json': () => this.#towns(), '/data/soak/days.json': () => this.#days() }[path];
    return made && Buffer.from(JSON.stringify({ as_of: new Date(time).toISOString(), rows: made() }));
  }

  #list(length) {
    return Array.from({ length }, (_, at) => this.#person(at));
  }

  #change(list) {
    for (let count = Math.ceil(list.length * CHANGED); count > 0; count -= 1) {
      const at = Math.floor(this.chance() * list.length);
      list[at] = this.#person(at);
    }
  }

  #of(list) {
    return list[Math.floor(this.chance() * list.length)];
  }

  #person(id) {
    const phone = 13_000_000_000 + Math.floor(this.chance() * 999_999_999);
    return JSON.stringify({
      id, name: this.#of(NAMES) + this.#of(GIVEN), phone: String(phone),
      town: this.#of(TOWNS), city: this.#of(CITIES), state: this.#of(STATES),
    });
  }

  #towns() {
    return TOWNS.map((town, at) => ({
      town, code: CODES[at], people: Math.floor(this.chance() * 9_000), rate: Math.round(this.chance() * 1_000) / 10,
    }));
  }

  #days() {
    return Array.from({ length: DAYS * CODES.length }, (_, at) => ({
      day: `2020-02-${String(10 + (at % DAYS)).padStart(2, '0')}`,
      code: CODES[Math.floor(at / DAYS)],
      rate: Math.round(this.chance() * 1_000) / 10,
    }));
  }
}
