import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '我的咨询',

  'in.line': '请用预约时得到的访问码进入。',
  'in.line.words': '请用私人密钥的十二个字进入。',
  'in.code': '访问码',
  'in.code.hint': '12 位数字',
  'in.code.short': '访问码是 12 位数字。',
  'in.code.refused': '这个访问码无法使用。请核对数字；最后一次咨询 30 天之后会失效。',
  'in.words': '您的十二个字',
  'in.words.hint': '按顺序填写，中英文都可以，不用管空格和大小写。',
  'in.words.missing': '请填写十二个字。',
  'in.words.count': '应当正好十二个字（英文密钥是十二个单词）。',
  'in.words.unknown_word': '有一个字不在字表里，请检查写法。',
  'in.words.checksum': '这些字对不上，请检查顺序。',
  'in.words.refused': '这些字在这里无法使用，请和您抄下的核对。',
  'in.enter': '进入',
  'in.by.words': '改用十二个字',
  'in.by.code': '改用访问码',
  'in.busy': '这个网络尝试的次数太多，请过一刻钟再试。求助不需要任何码。',
  'in.first': '第一次来？预约咨询',
  'in.lost':
    '访问码丢了？谁也查不回来。设过私人密钥的，用那十二个字也能进入。没有设过，就重新预约：用任何一张卡片，没有卡片也可以。这样会换成新的编号，原来约的时间就空过去了。见面时，咨询师也可以给您一张新卡片。',

  none: '暂无预约，您随时可以预约。',
  book: '预约咨询',
  again: '再约一次',
  upcoming: '即将进行',
  past: { other: '以往 {n} 次' },
  prepare: '会谈前准备',
  'prepare.again': '重新填写会谈前准备',
  'prepare.told':
    '您提交的内容已经在咨询师那里。安全问题答了“有”的，答到那一步的内容也已经交给咨询师。再次提交会替换原来的内容。',
  'prepare.line': '两分钟，每一题都可以跳过。',

  groups: '小组',
  'groups.seat': '小组“{title}”：您有座位',
  'groups.waiting': '小组“{title}”：您在候补',

  'way.text': '在线文字',
  'way.phone': '电话',
  'way.room': '面谈',
  with: '咨询师：{name}',
  'status.booked': '已预约',
  'status.cancelled': '已取消',
  'status.late_cancel': '已取消',
  'status.counsellor_cancelled': '咨询师已取消',
  'status.done': '已完成',
  'status.no_show': '未进行',
  'cancelled.by': '很抱歉。您仍可以找这位咨询师，请另约时间。',

  join: '现在进入',
  'join.later': '{time} 起可以进入。',
  'join.phone': '请拨打这个号码',
  'join.phone.line': '咨询师正在等您。话费账单上会有这个号码。',
  'join.room': '请到这里来',
  'join.room.line': '直接进来就好，不用报姓名。',
  'join.room.none': '咨询师在约好的地方等您。',
  'join.until': '{time} 之前都可以进入。',
  'join.closed': '入口还没有开放。开始前十分钟会打开。',

  move: '改期',
  cancel: '取消',
  calendar: '日历文件',
  late: '距开始不到 24 小时：可以取消，不能再改期。',
  'cancel.title': '要取消这次咨询吗？',
  'cancel.line': '不用说明原因，咨询师只会看到这个时间空了出来。',
  'cancel.unreachable': '网络不通，预约还没有取消。请等网络恢复后再按一次。',
  'cancel.late':
    '距开始不到 24 小时，会记为“临时取消”。它只出现在您的咨询师的日历和您的个案里，单位里没有人看得到，也没有其他影响。',
  'cancel.yes': '取消这次咨询',
  'cancel.no': '保留',
  'cancel.past': '已经开始，不能再取消。',
};

export default zh;
