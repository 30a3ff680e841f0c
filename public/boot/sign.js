// What stands on the screen after the program has died and may not begin again at once: that the picture is
// old and since when, what happened, what to do.

import { ON } from './picture.js';

const CAUSES = {
  panic: ['程序遇到不该发生的情况，已停止。', 'The program met what it holds to be impossible, and stopped.'],
  trap: ['程序在内存中出错，已停止。', 'The program went wrong in its memory, and stopped.'],
  memory: ['内存不足，程序已停止：请关闭其他页面和程序，或减少大屏的数据。', 'There was not enough memory, so the program stopped: close other pages and programs, or give the wall less data.'],
  silent: ['程序的计时停了，画面不再更新。', 'The clock of the program stood still, so nothing was brought up to date.'],
};

/**
 * Puts the sign over whatever stands in the page. `since` says when the picture was true (ISO 8601), nothing
 * where there is none; `more` is what the server's state adds, if anything.
 */
export function show(boot, incident, { since, count, first, unreachable }) {
  document.body.setAttribute('data-dead', '');
  const hasPicture = mark();
  const [zh, en] = CAUSES[incident.why] ?? CAUSES.trap;
  const own = boot.box();
  own.className = 'told';
  own.setAttribute('role', 'alert');
  own.textContent = '';
  const line = (zh, en, of) => own.append(boot.paragraph(zh, 'zh-CN', of), boot.paragraph(en, 'en', of));
  if (hasPicture && since) {
    line('旧画面', 'Old picture', 'what');
    line(`停在 ${said(since)}，之后没有更新。`, `It stands as of ${said(since)} and has not been updated since.`, 'since');
  } else {
    line('大屏已停止', 'The wall has stopped', 'what');
  }
  line(zh, en);
  if (unreachable) line('服务器暂时连不上，恢复后自动重新打开。', 'The server cannot be reached; the wall opens again by itself once it can.');
  else line(`已自动重新打开 ${count} 次，仍然停止；约 15 分钟后再试。`, `It was opened again ${count} times and stopped each time; it tries again in about 15 minutes.`, 'then');
  line('请按下面的按钮。若仍停止，请把本页内容交给维护人员。', 'Press the button. If it stops again, give what this page says to whoever keeps the wall.');
  own.append(facts(incident, first), boot.reloadButton());
}

/** The place in the program, the time, the version, the browser: no word of what was shown. */
function facts(incident, first) {
  const list = document.createElement('dl');
  const add = (name, value) => {
    if (!value) return;
    list.append(Object.assign(document.createElement('dt'), { textContent: name }));
    list.append(Object.assign(document.createElement('dd'), { textContent: value }));
  };
  add('位置 Place', incident.place);
  add('时间 Time', said(incident.at));
  if (first && first.at !== incident.at) add('首次 First', [first.place, said(first.at)].filter(Boolean).join(' · '));
  add('版本 Version', incident.version);
  add('运行 Ran', `${incident.age} s`);
  add('内存 Memory', incident.bytes ? `${(incident.bytes / 1e6).toFixed(0)} MB` : '');
  add('浏览器 Browser', navigator.userAgent);
  return list;
}

/** By the machine's own clock, with its zone: `2026-11-30 08:00:05 GMT+8`. */
function said(at) {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return '';
  const two = (number) => String(number).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  const zone = -time.getTimezoneOffset() / 60;
  return `${day} ${[time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join(':')} GMT${zone < 0 ? '' : '+'}${zone}`;
}

/** Nothing of the old picture passes as live: its states say so, its clocks are marked, nobody can use it. */
function mark() {
  const main = document.querySelector(ON) ?? document.querySelector('main');
  if (!main) return false;
  document.querySelectorAll('main').forEach((other) => other === main || other.remove());
  main.inert = true;
  main.setAttribute('data-dead', '');
  for (const own of main.querySelectorAll('[data-state]')) own.setAttribute('data-state', 'failed');
  for (const state of main.querySelectorAll('.state')) {
    state.textContent = document.documentElement.lang.startsWith('en') ? 'old' : '旧';
    state.removeAttribute('title');
  }
  return true;
}
