import type { Translation } from '../lib/i18n';
import type en from './notices.words.en';

const zh: Translation<typeof en> = {
  unsaved: { other: '有 {n} 份记录尚未保存，文字只在本页中，请不要关闭。' },
  'unsaved.open': '打开记录',
  'live.open': '与 {case} 的在线会谈正在开放。',
  'live.new': { other: '{case} 在会谈中发来 {n} 条新消息。' },
  'live.waits': { other: '您的会谈中有 {n} 条新消息。' },
  'live.back': '回到会谈',
};

export default zh;
