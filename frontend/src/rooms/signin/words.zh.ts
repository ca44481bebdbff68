import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '登录',
  line: '供咨询师及项目工作人员使用。',
  email: '工作邮箱',
  password: '密码',
  in: '登录',
  wrong: '邮箱与密码不匹配，请核对后重试。',
  forgotten: '忘记密码？请向项目经理索取新的邀请。系统从不通过邮件发送链接。',
  agent: '想为自己寻求帮助？无需账号。',
  'agent.link': '前往面向所有人的页面',
  'code.title': '还差一步',
  code: '验证器中的验证码',
  'code.in': '继续',
  'code.wrong': '验证码不对或已失效，请等下一个。',
  again: '登录已失效，重新登录即可继续。',

  'welcome.title': '欢迎加入',
  'welcome.line': '请设置登录密码。此链接只能使用一次。',
  'welcome.password': '新密码',
  'welcome.hint': '至少 12 个字符，用几个好记的词连起来最好。',
  'welcome.set': '设置密码',
  'welcome.weak': '太短或太容易被猜到，再多加几个词即可。',
  'welcome.key': '此链接无法使用：可能已用过、已过期或不完整。请索取新的链接。',
  'welcome.done': '密码已设置。',
  'welcome.go': '前往登录',

  'unlock.title': '解锁咨询记录',
  'unlock.line': '咨询记录和来访者告诉您的内容，只有输入记录口令才能打开。十分钟未使用会再次锁定。',
  'unlock.passphrase': '记录口令',
  'unlock.do': '解锁',
  'unlock.wrong': '记录口令不对。',
  'unlock.damaged':
    '口令对应的密钥数据在后台被改动或已损坏。恢复码也许还能打开。请通知系统运维人员。',
  'unlock.none': '记录口令已不存在，请重新设置。',
  forgot: '忘记了口令',
  'unlock.later': '暂不解锁',
  'unlock.later.line': '不解锁时只能看到时间和个案编号，看不到任何写下的内容。',
  'unlock.open': '已解锁',
  'unlock.open.line': '您的记录已在本设备上打开。',
  'unlock.on': '继续',
  'set.title': '设置记录口令',
  'set.line':
    '这是密码之外的第二道口令，不会发给任何人。打开记录时需要输入，请选一个便于快速输入的。',
  'set.hint': '至少 12 个字母（一个汉字算两个），不要只重复同一个键。',
  'set.again': '再输入一次',
  'set.differs': '两次输入不一致。',
  'set.weak': '太短或太简单，请再加一两个词。',
  'set.stale': '口令刚刚已被设置过，请输入那一个。',
  'set.lost':
    '接下来会给您一组恢复码，请抄在纸上保存。口令和恢复码都丢失时，写下的内容就打不开了，除非由托管人恢复。雇主单位的任何人、任何管理员都打不开。',
  'set.do': '设置并继续',

  'code.shown': '您的恢复码',
  'code.shown.line':
    '请把这十二个字按顺序抄在纸上。只显示这一次，下一页要照着输入一遍，在此之前什么都打不开。',
  'code.means':
    '忘记口令时，可以用恢复码打开记录。两样都丢失，写下的内容就打不开了，除非由托管人恢复。雇主单位的任何人、任何管理员都打不开。',
  'code.shot': '请把纸放在家里，或锁在抽屉里。拍照或存成文件，可能会被别人看到。',
  'code.written': '我抄好了',
  'code.check': '照着纸上输入一遍',
  'code.check.line': '这样才能确定，需要的时候凭这张纸打得开您的记录。',
  'code.words': '十二个字',
  'code.hint': '不必加空格，带上序号或逗号也没关系。',
  'code.count': { other: '这里是 {n} 个字，恢复码有十二个字。请再看看纸上。' },
  'code.slips': { other: '第 {places} 个字与显示的不同。请再看看纸上。' },
  'code.do': '核对并解锁',
  'code.look': '再看一遍',
  'code.gone': '这组恢复码已失效：另一个页面刚刚改动过。请重新开始。',
  'code.again': '重新开始',

  'forgot.title': '用恢复码打开',
  'forgot.line':
    '请照着纸上输入十二个字，再设置新的口令。之后会给您一组新的恢复码，输入新的一组之后，旧的作废。',
  'forgot.new': '新的记录口令',
  'forgot.wrong': '这组字打不开您的记录。请再看看纸上。',
  'forgot.do': '设置新口令',
  'forgot.back': '返回解锁',
  neither: '口令和恢复码都没有了',
  'neither.title': '口令和恢复码都没有了',
  'neither.line':
    '加密给您的内容会一直关闭，对您自己也是如此。雇主单位的任何人、任何管理员都打不开。',
  'neither.custodians':
    '托管人可以恢复：他们不属于雇主单位，每人保管密钥的一部分，需要其中几位到齐。项目经理知道怎样联系他们。恢复时需要您的新密钥，所以请先重新开始。',
  'neither.lock':
    '锁定的页面上不能放弃密钥。请先退出登录，重新登录后，在解锁记录的地方再选这一项。',
  'neither.back': '返回恢复码',
  'anew.title': '重新开始',
  'anew.line':
    '您会设置新的口令，得到新的密钥。此前写下的记录和留言，除非由托管人恢复，否则您再也打不开；待接手的申请，也要再由同事允许才能打开。',
  'anew.word': '重新开始',
  'anew.type': '请输入“{word}”以继续',
  'anew.not': '没有放弃任何内容。需要输入“{word}”。',
  'anew.do': '放弃我的密钥',
  'prove.line': '请确认仍是您本人。',
  'prove.wrong': '密码不对。',
  nothing: '这里没有您要处理的事',
  'nothing.line': '您的账号没有任何可用角色，请联系项目经理。',
  show: '显示输入内容',
};

export default zh;
