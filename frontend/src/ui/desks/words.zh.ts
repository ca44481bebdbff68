import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  'let.intake': '允许{name}打开待接手的申请',
  'let.on_call': '允许{name}打开求助呼叫',
  'let.both': '允许{name}打开待接手的申请和求助呼叫',
  'then.intake': '请当面或打电话，确认确实是本人。允许之后，对方就能打开待接手的申请。',
  'then.on_call': '请当面或打电话，确认确实是本人。允许之后，对方值班时就能打开求助呼叫。',
  'then.both':
    '请当面或打电话，确认确实是本人。允许之后，对方就能打开待接手的申请，值班时也能打开求助呼叫。',
  do: '允许{name}打开',
  done: '{name}现在可以打开了。',
  'outside.intake': '您还不能打开待接手的申请，需要先由同事允许：{names}。',
  'outside.on_call': '您还不能打开求助呼叫，需要先由同事允许：{names}。',
  'alone.intake': '您还不能打开待接手的申请，目前也没有能允许您的同事。请联系项目经理。',
  'alone.on_call': '您还不能打开求助呼叫，目前也没有能允许您的同事。请联系项目经理。',
  'changed.intake':
    '待接手申请的密钥被人在后台改动过。我们不再用它加密，所以收不到新的申请。请通知系统运维人员。',
  'changed.on_call':
    '求助呼叫的密钥被人在后台改动过。仍会收到呼叫，但没有号码和地点。请通知系统运维人员。',
  'behind.intake': { other: '有 {n} 份待接手的申请加密给了以前的密钥，现在这里没有人持有它。' },
  'behind.on_call': { other: '有 {n} 个求助呼叫加密给了以前的密钥，现在这里没有人持有它。' },
  'behind.what':
    '要等密钥保管人找回那把密钥，才能打开。需要由别人替您向保管人提出：项目经理或一位同事。',
  'keyless.intake': '您还不能打开待接手的申请。请先设置记录口令。',
  'keyless.on_call': '您还不能打开求助呼叫。请先设置记录口令。',
  choose: '现在设置',
};

export default zh;
