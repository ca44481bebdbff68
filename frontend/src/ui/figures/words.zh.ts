import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  'family.calls': '来电量',
  'family.handling_seconds': '平均处理时长',
  'family.abandonment': '放弃率',
  'family.occupancy': '坐席占用率',
  'family.queue_seconds': '平均排队时长',
  'family.agent_days': '坐席人天',

  'split.overall': '全体合计',
  'split.site': '按职场',
  'split.shift': '按班次',
  'split.site_shift': '按职场和班次',

  'verdict.up': '比{before}上升',
  'verdict.down': '比{before}下降',
  'verdict.cannot_tell': '与{before}相比，无法判断',

  'note.answered': '发出 {issued} 张，约 {answers} 份作答',
  'note.few_ticked': '约 {answers} 份答卷中不足 10 份',
  'note.few_left': '约 {answers} 份答卷中，不足 10 份没有勾',
  'note.redated': '原为 {month} 的数据，改记日期',
  hidden: '不显示，以免认出具体的人',

  'said.value': '{name}，{period}：{value}，在 {low} 至 {high} 之间。',
  'said.range': '{name}，{period}：在 {low} 至 {high} 之间，不给单个数值。',
  'said.exact': '{name}，{period}：{value}。',
  'said.zero': '{name}，{period}：没有。',
  'said.suppressed': '{name}，{period}：不显示，以免认出具体的人。',
  'said.nothing': '目前还没有数字。',

  'moved.up': '比{before}上升，超出偶然波动。',
  'moved.down': '比{before}下降，超出偶然波动。',
  'moved.cannot_tell': '与{before}相比，无法判断有没有变化。',
  'moved.ups': '{names}：比{before}上升，超出偶然波动。',
  'moved.downs': '{names}：比{before}下降，超出偶然波动。',
  'moved.rest': { other: '其余 {n} 条无法判断有没有变化。' },
  'moved.none': '与{before}相比，这几条都无法判断有没有变化。',

  'around.up': '之前 {before}，之后 {after}，上升超出偶然波动。',
  'around.down': '之前 {before}，之后 {after}，下降超出偶然波动。',
  'around.cannot_tell': '之前 {before}，之后 {after}，无法判断有没有变化。',
  'around.too_early': '现在比较还太早。',
  'around.none': '前后还不能比较。',

  'order.low': '先列变差超出偶然波动的，再按数字从低到高。',
  'order.high': '先列变差超出偶然波动的，再按数字从高到低。',
  'order.moved': '先列变化超出偶然波动的，再按数字从高到低。',
  'order.size': '按数字从高到低，“其他”和“未说明”在最后。',
  'order.overlap': '区间重叠的，先后可能出于偶然。',

  ended: '{names}：{period}之后没有数字，不作比较。',
  'apart.use':
    '两个区间看上去分开，也可能无法判断：区间只含随机误差，而来的人数本身在各时段之间也有偶然波动。',
  'apart.pulse': '两个区间看上去分开，也可能无法判断：各项比较一并判断，需要拉开更大的差距。',
  'hiding.count': { other: '有 {n} 个数字不显示，以免认出具体的人。' },
  'about.use': '数字加有随机误差以保护个人，二十次里有十九次，真实计数落在区间内。',
  'about.pulse': '只代表自愿作答的人，区间已考虑偶然因素（95%）。',
  'about.work': '数字由您导入，是精确值。',

  'unit.count': '个数',
  'unit.seconds': '秒',
  'unit.share': '比例（0 至 1）',
  'unit.points': '分（0 至 100）',
  'unit.percent': '百分比',
  'unit.per_thousand': '每千人每年',
  'file.column.what': '指标',
  'file.column.group': '分组',
  'file.column.period': '时段',
  'file.column.unit': '单位',
  'file.column.value': '数值',
  'file.column.low': '下限',
  'file.column.high': '上限',
  'file.column.state': '状态',
  'file.column.note': '备注',
  'file.column.flag': '标记',
  'file.column.about': '说明',
  'file.about': '见第 1 行',
  'file.value': '数值',
  'file.range': '只有区间',
  'file.zero': '零',
  'file.suppressed': '不显示',
  'file.absent': '未收集',
  'file.pending': '尚未公布',
};

export default zh;
