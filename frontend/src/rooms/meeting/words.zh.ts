import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '在线文字',
  with: '与 {case}',
  until: '开放至 {time}',
  over: '本次会谈已结束，可以查看，不能再发送。',
  'not.open': '会谈开始前十分钟开放。',
  missed:
    '本次会谈已记为未到访，因此不能再发送。如果来访者其实来了，请在下面改为已到访，开放时间内即可继续。',
  empty: '还没有消息。您一发送，来访者就知道您在。',
  thread: '会谈内容',
  client: '来访者',
  you: '您',
  damaged: '这条消息已损坏，无法打开（编号 {reference}）。',
  text: '消息',
  hint: '按 Enter 发送，Shift 加 Enter 换行。',
  send: '发送',
  unsent: '尚未发出，文字仍在这里。无论发送几次，都只会出现一次。',
  after: '本次会谈',
  page: '打开个案',
};

export default zh;
