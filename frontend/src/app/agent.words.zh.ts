import type { Translation } from '../lib/i18n';
import type en from './agent.words.en';

const zh: Translation<typeof en> = {
  home: '首页',
  book: '预约',
  sessions: '我的咨询',
  messages: '消息',
};

export default zh;
