// Invented people, as many as are asked for: seven texts each, of which three are masked. The same bytes
// for everybody who reads them.

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'.split('');
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚'.split('');
const TOWNS = ['云阳镇', '留山镇', '皇路店镇', '南河店镇', '板山坪镇', '乔端镇', '白土岗镇', '小店乡'];
const PLACES = ['广东省深圳市', '浙江省杭州市', '江苏省苏州市', '上海市', '北京市', '福建省厦门市', '湖北省武汉市', '河南省郑州市'];
const CHANNELS = ['有组织', '自发', '返岗专车', '返岗专列', '劳务公司'];
const STATUS = ['在岗', '待返岗', '已返乡', '隔离观察'];

/** The fields of a source that reads them. */
export const FIELDS = {
  name: { label: '姓名', mask: 'person_name' },
  phone: { label: '联系方式', mask: 'phone' },
  home: { label: '家庭住址', mask: 'address' },
  work: { label: '就业地域' },
  channel: { label: '输出渠道' },
  status: { label: '状态' },
  issued: { label: '发证时间' },
};

function person(at) {
  // The constants of Numerical Recipes' generator; the same person for the same number.
  let state = Math.imul(at + 1, 2654435761) >>> 0;
  const dice = (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % sides;
  };
  const two = (n) => String(n).padStart(2, '0');
  return {
    name: SURNAMES[dice(20)] + GIVEN[dice(20)] + (dice(3) ? GIVEN[dice(20)] : ''),
    // 199 and seven zeros at most: nobody has such a number.
    phone: `1990${String(dice(10_000_000)).padStart(7, '0')}`,
    home: `南召县${TOWNS[dice(8)]}第${dice(300)}村${dice(200)}号`,
    work: PLACES[dice(8)],
    channel: CHANNELS[dice(5)],
    status: STATUS[dice(4)],
    issued: `2020-02-${two(1 + dice(21))}`,
  };
}

/** All rows as the bytes of a JSON array, or of one line each. */
export function people(count, form) {
  const [open, between, close] = form === 'json' ? ['[', ',', ']'] : ['', '\n', '\n'];
  const pieces = [Buffer.from(open)];
  for (let from = 0; from < count; from += 10_000) {
    const rows = [];
    for (let at = from; at < Math.min(from + 10_000, count); at += 1) rows.push(JSON.stringify(person(at)));
    pieces.push(Buffer.from((from ? between : '') + rows.join(between)));
  }
  pieces.push(Buffer.from(close));
  return Buffer.concat(pieces);
}
