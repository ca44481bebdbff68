import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '小组与讲座',
  line: '由咨询师带领的小范围活动。您用昵称参加，没有人会问您是谁。',
  none: '目前没有开放的小组。有新的小组会列在这里。',
  book: '预约咨询',
  in: '进入',
  'in.line': '想占一个座位，请先用访问码进入。只看看不需要进入。',

  'kind.circle': '封闭小组',
  'kind.workshop': '工作坊',
  'kind.salon': '同伴沙龙',
  'kind.listening': '倾听会',
  'language.zh-Hans': '中文进行',
  'language.en': '英文进行',
  with: '带领人：{name}',
  free: { other: '还有 {n} 个座位，共 {capacity} 个' },
  full: { other: '{n} 个座位已满' },
  closed: '已停止报名',
  running: '正在进行',
  'mine.seat': '您有座位',
  'mine.waiting': '您在候补',
  see: '查看和参加',
  'see.mine': '我的座位',

  minimum: { other: '满 {n} 人即举行。' },
  alias: '您在这个小组里的昵称',
  'alias.hint': '只用文字，最多 20 个字。选一个同事不知道的，比如“雪松”。',
  'alias.missing': '请选一个昵称。',
  'alias.letters_only': '请只用文字，不含数字和符号，最多 20 个字。',
  'alias.alias_taken': '这个小组里已经有人用了这个昵称，请换一个。',
  join: '占一个座位',
  'join.wait': '加入候补',
  'join.note': '开始之前随时可以退出，不需要说明原因。',
  'seat.number': '{n} 号座位，昵称“{alias}”',
  'seat.others': '目前在这个小组里的有：{names}。',
  'seat.alone': '目前还没有别人加入。',
  waiting: '您在候补名单上',
  'waiting.1-3': '您排在前三位。',
  'waiting.4-10': '您排在第四到第十位之间。',
  'waiting.11+': '您前面还有十多人。',
  'waiting.line': '有座位空出来时会自动给您。请在活动之前再来这里看一看。',

  sees: '谁会看到您',
  'sees.members': '小组里的其他人看得到您的昵称，活动时也会见到您本人。',
  'sees.leader': '{name}看到的也是这些，并按昵称登记谁来了。',
  'sees.nobody': '您的主管、人事和运营都看不到。',

  leave: '退出座位',
  'leave.waiting': '退出候补',
  left: '已退出，您不在这个小组里了。',
  'fault.not_open': '现在已经停止报名。',
  'fault.already_joined': '您已经在这个小组里了。',
  'fault.too_late': '活动已经开始，这里不能再退出座位。',
};

export default zh;
