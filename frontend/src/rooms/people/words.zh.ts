import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '人员与角色',
  line: '为本项目工作的所有人，这里没有来访者。',
  invite: '邀请成员',
  manage: '管理',
  'manage.of': '管理{name}',
  you: '任何人都不能更改自己的账号，请找另一位项目经理。',
  gone: { other: '已离开的成员（{n}）' },

  'email.damaged': '邮箱地址已损坏，请告知隐私专员。',

  'state.invited': '{day} 邀请，尚未登录',
  'state.in': '使用中',
  'state.left': '{day} 离开',

  'can.counsellor': '接手申请、负责个案、带领小组。',
  'can.clinical_lead': '处理求助呼叫；没有申请就看不到个案。',
  'can.on_call': '按排班处理求助呼叫。',
  'can.programme_manager': '邀请成员、安排值班、批准小组。',
  'can.operations': '查看已公布的数字，导入工作量。',
  'can.privacy_officer': '查看成员名单和指标词典。',
  'can.auditor': '查看指标词典；在命令行核对操作留痕。',
  'can.system_admin': '维护系统运行。',
  'roles.legend': '角色',
  'roles.apart': '不能与{others}兼任，须由不同的人担任。',
  'roles.choose': '请至少选择一个角色。',
  'roles.line': '从下一次点击起生效，每次更改都会留下记录。',
  'roles.save': '保存角色',
  'roles.saved': '已保存。',

  'invite.name': '姓名',
  'invite.name.hint': '同事对其的称呼，来访者可能会看到。',
  'invite.name.wrong': '请填写姓名，最多 80 个字。',
  'invite.email': '工作邮箱',
  'invite.email.wrong': '这不是有效的邮箱地址。',
  'invite.email.taken': '这个邮箱已有账号。',
  'invite.language': '语言',
  'lang.zh-Hans': '中文',
  'lang.en': 'English',
  'invite.do': '创建账号',

  'once.line':
    '只能使用一次，三天内有效，之后不再显示。请您亲自交给对方；对方收到的邮件里没有地址。',
  'once.label': '一次性地址',
  'once.copy': '复制',
  'once.lost': '地址还没有复制，关闭后不会再显示。',
  'once.copied': '已复制',
  'once.by-hand': '浏览器不允许复制，请选中地址后手动复制。',

  'key.title': '忘记密码或丢失地址',
  'key.line': '生成新的一次性地址后，旧地址即失效。它打不开任何记录，打开记录需要口令。',
  'key.do': '生成新地址',

  'leave.title': '离开',
  'leave.line': '立即结束所有角色和登录。账号会保留，用于记录。',
  'leave.show': '查看其未完成的事项',
  'leave.cases': { other: '{n} 个未结案的个案' },
  'leave.sessions': { other: '{n} 次已约的会谈' },
  'leave.shifts': { other: '{n} 个已排的值班' },
  'leave.level.1': '第一顺位',
  'leave.level.2': '第二顺位',
  'leave.level.3': '第三顺位',
  'leave.open': '权限结束后，以下时段第一顺位无人值班，请在“值班安排”中另排他人：',
  'leave.covered': '权限结束后，这些班次不再呼叫此人；第一顺位仍有其他人值班。',
  'leave.nothing': '没有未结案的个案，没有已约的会谈，也没有已排的值班。',
  'leave.notes': { other: '{n} 份记录未签署' },
  'leave.waiting': { other: '有 {n} 份申请在等这位咨询师，可以分派给其他人。' },
  'leave.waiting.go': '分派申请',
  'leave.hand':
    '这些个案只能由本人移交：在各个案页面选择接手的咨询师，由对方接手。您既不能查看，也不能代为移交。权限结束后，只有经由托管人才能取回个案，而且只能交还给同一个人的新密钥。',
  'leave.stays':
    '系统不会自动交接。权限结束后，已约的会谈仍然保留，但没有人主持；不会再提供新的会谈时间。请在结束权限之前，由本人取消会谈、签署记录、办理结案，或当面告知来访者；您不能代为取消，来访者可以自行取消，或改约其他咨询师。',
  'leave.seen': '我已看过，知道系统不会自动交接',
  'leave.lost': {
    other: '我知道：{name}的权限结束后，这 {n} 个个案谁也打不开，只有托管人才能取回',
  },
  'leave.changed': '对方刚刚又接手了个案。请关闭后重新查看。',
  'leave.do': '结束{name}的权限',
  'leave.tick': '请勾选您已看过。',
};

export default zh;
