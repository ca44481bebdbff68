import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '您好，今天想从哪里开始？',
  book: '预约咨询',
  'book.terms': '免费，上班或下班时间都可以，不进人事档案。',
  'book.line': '您的主管和人事都看不到您的预约。',
  next: '下次：{time}',
  'next.now': '您的咨询：现在进入',
  more: '更多',
  prepare: '会谈前准备',
  sessions: '我的咨询',
  groups: '小组与讲座',
  check: '自测',
  key: '我的私人密钥',
  data: '我的数据',
  who: '谁能看到什么？',
};

export default zh;
