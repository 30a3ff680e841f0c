// The wall of echarts and DataV.

import Vue from 'vue';
import borderBox from '@jiaminghi/data-view/lib/components/borderBox13/index.js';
import digitalFlop from '@jiaminghi/data-view/lib/components/digitalFlop/index.js';
import scrollBoard from '@jiaminghi/data-view/lib/components/scrollBoard/index.js';
import scrollRankingBoard from '@jiaminghi/data-view/lib/components/scrollRankingBoard/index.js';
import Wall from './Wall.vue';
import './wall.css';

[borderBox, digitalFlop, scrollBoard, scrollRankingBoard].forEach((one) => Vue.use(one));
new Vue({ render: (make) => make(Wall) }).$mount('#wall');
