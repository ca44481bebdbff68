import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '指标词典',
  lead: '每个数字数的是什么、怎么算、有多确定、满多少人才显示。',

  use: '服务使用情况',
  'use.how':
    '计入当季首次会谈已完成、且同意统计的人，每人每季最多一次、每年最多两次。每个时段在结束 14 天后公布一次，不再改动。',
  'use.noise':
    '每个计数都加了一次性抽取的随机误差（离散高斯）。二十次里有十九次，真实计数落在所示区间内。区间比数字本身还宽时，只显示区间。判断升降时，还考虑了到访人数本身的偶然波动。',
  'use.heads':
    '按人数推算，预期计数至少是误差的两倍才单独显示，且不低于 200 人；一经确定，全年不变。',
  carried: '在今年的公布方案内',
  'not.carried': '不在今年的公布方案内；需占用 ρ = {cost}。',

  pulse: '脉动调查',
  'pulse.how':
    '十个问题，问最近两周，用语为自拟，未与其他量表校验；答 0 至 4 分，反向题倒转，取平均后换算为 0 至 100。最多可空两题。',
  'pulse.interval': '平均值用学生氏 95% 区间，比例用威尔逊区间；只说明偶然因素，不说明谁愿意作答。',
  'pulse.least':
    '满 10 份答卷、名册满 25 人才显示。一次划分要么全部显示，要么全部不显示，以免相减得出更小的数。',
  'pulse.score': '十个问题',
  'pulse.module': '轮换问题：{name}',
  'pulse.drivers': '压在大家身上的事：十二项里最多勾三项',
  'pulse.choices': '答案选项',

  work: '工作量',
  'work.how': '来自贵方自己的文件，精确值。月份与各日同样精确：先求和再相除，不对比率取平均。',
  'work.calls': '全部可用的行。',
  'work.handling_seconds': '有服务时长的通话，平均服务秒数。',
  'work.abandonment': '排过队的来电中，在队列里挂断的比例。',
  'work.occupancy':
    '服务秒数除以当天从第一通开始到最后一通结束的时间。休息计入时间，重叠的通话分别计算。',
  'work.queue_seconds': '排过队的来电，平均排队秒数。',
  'work.agent_days': '当班人数，每人每天计一次。',
  'work.least': '满 10 人当班，才保留处理时长和占用率。',
};

export default zh;
