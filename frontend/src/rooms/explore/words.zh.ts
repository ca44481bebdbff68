import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '趋势',
  what: '指标',
  'group.use': '服务使用情况',
  'group.pulse': '脉动调查',
  'group.drivers': '脉动调查：压在大家身上的事',
  'group.work': '工作量',
  refused: '{name}（今年不公布）',
  split: '划分',
  site: '职场',
  'site.every': '全部职场',
  'site.all': '全部职场，按月',
  'site.days': '{site}，按日',
  below: '下方对照',
  'below.none': '不显示',
  'below.title': '{family}，{site}',
  'below.none.here': '这段时间没有导入数据。',
  both: '{name} · {split}',

  'not.title': '不在今年的公布方案里',
  'not.why': '公布哪些数字，每年签署一次，年内不变，免得反复查询直到看出某个人。“{name}”不在其中。',
  'not.cost': '它要再占用一部分全年隐私预算，可以列入明年的方案。',
  'not.dictionary': '需要占用多少，见指标词典',
  'not.instead': '改看更宽的指标',

  'refused.figure': '地址里的指标不存在，下面显示另一个指标。',
  'refused.role': '工作量只供运营管理查看，下面显示另一个指标。',
  'refused.cut':
    '不显示这种划分：与已显示的数字合在一起，会推算出只有几个人的组。下面是更宽的数字。',

  left: '这个指标下不显示：{what}。换到适用的指标时会恢复。',
  'left.below': '下方对照的{family}',
  kinds: '{period}。各年数字见表格。',

  'around.see': '{site}，标记 {number}（{label}）前后对比：',
  'around.see.named': '标记 {number}（{label}）前后对比：',
  'around.sites': '标记前后的变化，请按职场查看',
  around:
    '标记 {number}（{label}）：之前 {earlier} 轮平均 {before}，之后 {later} 轮平均 {after}，变化 {change}，在 {low} 至 {high} 之间。',
  'around.use':
    '标记 {number}（{label}）：之前 {earlier} 个季度平均 {before}，之后 {later} 个季度平均 {after}，变化 {change}，在 {low} 至 {high} 之间。',
  'around.up': '上升超出偶然波动。',
  'around.down': '下降超出偶然波动。',
  'around.cannot_tell': '无法判断前后有没有变化。',
  'around.none': '标记 {number}（{label}）：前后还不能比较，两边都要有一轮已显示的数字。',
  'around.cause': '这里只说明有变化，不说明原因：别的事情也可能同时变了。',
  'around.compete': '十二项里最多选三项，一项选的人多了，别的就会少。请先看脉动调查得分。',
  'around.smallest': '这里只看得出大约超过 {smallest} 的变化。',
  'around.why':
    '图上的区间看上去可能是分开的：区间只含随机误差，而来的人数本身在各季度之间也有偶然波动。',
  'around.elsewhere':
    '同期没有标记的职场，按同样人数折算，变化 {change}，在 {low} 至 {high} 之间。',
  'around.early':
    '标记 {number}（{label}）：现在比较还太早。前后都要有两个已公布的季度，目前之前有 {earlier} 个，之后有 {later} 个。',
  'around.early.smallest': '满两个季度之后，也只看得出大约超过 {smallest} 的变化。',

  empty: '目前还没有数字。',
  'empty.pulse': '还没有结束的脉动调查。下一轮：{from}至{to}。',
  'empty.pulse.none': '还没有结束的脉动调查，也没有安排下一轮。',
  'empty.work': '这一项还没有导入数据。',

  'foot.use': '隐私预算限定一年里所有数字合起来最多能透露一个人多少。',
  'foot.heads': '满 {n} 人的职场单独显示，更小的合并计数。',
  'foot.next': '下一个数字在{date}公布。',
  'foot.pulse': '满 10 份答卷、名册满 25 人才显示。纸条上没有姓名，因此不占用隐私预算。',
  'foot.compared': {
    other: '判断升降时，{n} 项比较一并计算。',
  },
  'foot.work': '涉及当班人员的数字，满 10 人才显示。',
  'foot.dictionary': '这个指标是什么、怎么算',
  'foot.budget': '什么是隐私预算',
  'foot.finer': '没有更细的划分：25 人的班组每季只有 0.4 人，给不出可靠的数字。',
};

export default zh;
