// The rows that every server of this folder serves: how many people of a town were back at work on
// a day. Invented by arithmetic, so that no file of them has to be kept and every run has the same.

export const TOWNS = [
  '河口镇', '石桥镇', '东关街道', '南坪乡', '柳林镇', '青山乡', '太平镇', '白云乡',
  '新集镇', '双河镇', '王庄乡', '北关街道', '杨店镇', '高岗乡', '龙泉镇',
];
const DAYS = 83;
const FIRST_DAY_MS = Date.UTC(2020, 1, 3);
const DAY_MS = 86_400_000;

/** A town's registered people: the first has most. */
const registered = (town) => Math.round(9_200 / (1 + town * 0.31));

/** 1,245 rows, day after day: `{ id, town, day, people, rate: '48.81%', updated }`. */
export function people() {
  const rows = [];
  for (let day = 0; day < DAYS; day += 1) {
    for (let town = 0; town < TOWNS.length; town += 1) rows.push(row(rows.length + 1, day, town));
  }
  return rows;
}

function row(id, day, town) {
  const share = 0.04 + 0.92 / (1 + Math.exp(-(day - 24 - town * 0.7) / 9));
  const date = new Date(FIRST_DAY_MS + day * DAY_MS).toISOString().slice(0, 10);
  return {
    id,
    town: TOWNS[town],
    day: date,
    people: Math.round(registered(town) * share),
    rate: `${(share * 100).toFixed(2)}%`,
    updated: `${date}T18:${String((town * 7) % 60).padStart(2, '0')}:00+08:00`,
  };
}

/** The same rows as text with a head line. */
export function csv(rows) {
  const lines = rows.map((row) => Object.values(row).join(','));
  return `${[Object.keys(rows[0]).join(','), ...lines].join('\n')}\n`;
}
