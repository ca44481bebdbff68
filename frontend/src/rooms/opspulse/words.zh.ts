import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '脉动调查',
  lead: '纸条从各职场、各班次的一叠里随手抽取。答卷只记下属于哪一叠，没有姓名、时间，也不记是哪一张。',

  waves: '各轮调查',
  'state.draft': '已安排',
  'state.open': '正在进行',
  'state.frozen': '已定稿',
  between: '{from}至{to}',
  'answered.of': '发出 {issued} 张，约 {answers} 份作答',
  'answered.later': '最后一天之后公布',
  none: '目前还没有安排脉动调查。',
  'before.first': '数字在第一轮最后一天的次日给出，此后不再改动。',

  measure: '指标',
  by: '划分',
  latest: '最近一轮：{wave}',
  over: '历轮变化',
  drivers: '压在大家身上的事',
  'drivers.line':
    '数字是占{wave}全部答卷的比例。十二项里最多勾三项，彼此争票：一项多了，别的就会少。{n} 项比较若逐一判断，单凭偶然就约有 {alone} 项看似变化；这里一并判断，说错一项也属少见。',
  'rule.verdict': {
    other:
      '与上一轮相比，变化超出偶然波动才说“上升”或“下降”，{n} 项比较一并判断。升好还是降好，要看是什么指标。',
  },
  'rule.ten': '满 10 份答卷、名册满 25 人的组才显示；若能从其他组推算出来，也一并隐去。',
  'no.both': '这里不把职场和班次交叉：与各职场、各班次的数字相减，会推算出只有几个人的组。',
  better: '越高越好。',
  worse: '越高，说明越多人受它困扰。',
};

export default zh;
