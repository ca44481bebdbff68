import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '文字会谈',
  with: '咨询师：{name}，到 {time} 为止',
  safe: '结束会谈',
  call: '随时可以拨打 {number}',
  first: '已经连上。想写什么就写什么，不用着急。',
  field: '消息',
  send: '发送',
  keys: '按 Enter 发送，按 Shift 加 Enter 换行。',
  long: '超出 {n} 个字，请分两次发送。',
  you: '您',
  sending: '正在发送……',
  lost: '尚未发出，连接恢复后会自动发送。',
  refused: '没有发出，文字仍在本页。',
  again: '重新发送',
  damaged: '这条消息无法显示。',
  away: '连接中断，正在重试。您输入的内容没有丢失。',
  'end.title': '结束这次会谈？',
  'end.line': '这里的文字会立刻从屏幕上清除。咨询师会把它加密保存在您的记录里。',
  'end.back': '{time} 之前还可以再进来。',
  'end.yes': '结束并清屏',
  'end.no': '继续交流',
  'ended.title': '会谈已结束',
  'ended.line': '这台设备上没有留下任何文字。点上方的“离开”可以一并退出。',
  'none.title': '现在没有文字会谈',
  'none.line': '约好的文字会谈，开始前十分钟在这里打开。',
  'none.come': '请先用访问码进入。',
  sessions: '我的咨询',
  home: '首页',
};

export default zh;
