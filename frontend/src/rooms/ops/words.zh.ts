import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '总览',
  lead: '每个问题各有各的来源，从哪一个里都认不出具体的人。',

  changed: '与上次相比，超出偶然波动的变化：',
  'changed.nothing': '与上次相比，没有超出偶然波动的变化。',
  'changed.what': '{what}（{where}）',
  'changed.up': '比{before}上升',
  'changed.down': '比{before}下降',
  'changed.sizes': '，从 {from} 到 {to}',
  'changed.better': '，对大家来说是好转。',
  'changed.worse': '，对大家来说是变差。',
  'changed.open': '；单凭这个数字，说不上是好是坏。',
  'followed.add': '为您做的改变加一个标记，好看看之后怎样',
  followed: '{site}“{name}”前后',
  'followed.named': '“{name}”前后',
  'followed.of': '：',

  work: '工作量',
  'work.line': '由您导入的精确数字。',
  'work.line.of': '由您导入的精确数字：{site}，{month}。折线是最近十二个月的走势。',
  'work.site': '职场',
  'work.empty': '还没有导入工作量数据。可以一次补齐十二个月，从第一天起就有对照。',
  'work.import': '如何导入',
  'work.change': '比{before} {change}',
  'work.same': '与{before}持平',
  'work.points': '比{before} {change} 个百分点',
  'work.none': '没有数字',

  people: '大家的状态',
  'people.line': '脉动调查：十个问题，由抽到纸条的人作答。每个数字背后至少有十份答卷。',
  'people.everyone': '全体',
  'people.of100': '满分 100，越高越好',
  'people.by': '划分方式',
  'people.site': '职场',
  'people.shift': '班次',
  'people.drivers': '压在大家身上的事',
  'people.drivers.line':
    '数字是占全部答卷的比例。十二项里最多勾三项，一项多了，别的就会少。{n} 项比较一并判断：哪怕只有一项纯属偶然地显示升降，二十轮里也至多一轮。',
  'people.open': '{wave}的脉动调查正在进行，到{to}为止，次日给出数字。',
  'people.next': '下一轮脉动调查：{from}至{to}。',
  'people.before': '还没有结束的脉动调查。',
  'people.wave': '第一轮脉动调查：{from}至{to}。',
  'people.unplanned': '目前还没有安排脉动调查。',

  help: '能不能得到帮助',
  'help.line': '只看提供了多少，不看谁来过。',
  'help.hours': '提供的咨询时间',
  'help.hours.unit': '每周每千人，按今后四周计',
  'help.hours.none': '还不知道在岗人数。',
  'help.next': '最近的空闲日',
  'help.next.line': '与员工此刻看到的一致',
  'help.next.none': '没有空闲',
  'help.next.none.line': '今后四周之内',
  'help.duty': '值班覆盖',
  'help.duty.line': '今后 14 天里，有人值班或已声明只有热线的时间',

  use: '服务使用情况',
  'use.line': '计数加有随机误差，找不出任何人。只计入同意统计的人。',
  'use.openings': '开始使用的人数',
  'use.by': '年使用率（每千人）',
  'use.first': '第一个数字：{date}',
  'use.first.line': '届时约为 {about} ± {half}，前者是预期人数，后者是误差最多会带来的偏移。',
  'use.next': '下一个数字：{date}。',

  closer: '细看：{what}',
};

export default zh;
