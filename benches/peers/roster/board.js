// People in DataV's scroll board: read, masked, mounted.

import Vue from 'vue';
import scrollBoard from '@jiaminghi/data-view/lib/components/scrollBoard/index.js';

Vue.use(scrollBoard);
const HOME = /^(.+?县.+?[镇乡])/;
const masked = ({ name, phone, home, work, channel }) => [
  name[0] + '*'.repeat(name.length - 1), `${phone.slice(0, 3)}****${phone.slice(7)}`, `${HOME.exec(home)?.[1] ?? ''}***`, work, channel,
];

async function start() {
  const rows = new URLSearchParams(location.search).get('rows');
  const text = await (await fetch(`/peers/people-${rows}.ndjson`)).text();
  performance.mark('roster:here');
  const data = text.trimEnd().split('\n').map((line) => masked(JSON.parse(line)));
  const config = Object.freeze({
    // As quick as it goes: it stands 300 ms and moves 300 ms.
    header: ['姓名', '联系方式', '家庭住址', '就业地域', '输出渠道'], data, rowNum: 16, waitTime: 600, hoverPause: false,
  });
  new Vue({ render: (make) => make('dv-scroll-board', { props: { config } }) }).$mount('#board');
  // It mounts in a later turn than it is made in.
  const stands = () => requestAnimationFrame(document.querySelector('.row-item .ceil') ? () => requestAnimationFrame(
    () => performance.mark('roster:stands'),
  ) : stands);
  stands();
}

start();
