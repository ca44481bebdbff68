import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '您好，今天想从哪里开始？',
  book: '预约咨询',
  'book.terms': '免费，上班或下班时间都可以，不进人事档案。',
  'book.line': '您的主管和人事都看不到您的预约。',
  more: '更多',
  prepare: '会谈前准备',
  sessions: '我的咨询',
  messages: '消息',
  groups: '小组与讲座',
  check: '自我检测',
  voice: '反映问题',
  key: '我的私人密钥',
  data: '我的数据',
  who: '谁能看到什么？',
  'who.you': '与您有关的记录，您都可以查看。',
  'who.counsellor': '您的咨询师能看到您告诉他们的内容和他们写的记录。',
  'who.lead': '临床督导只有在咨询师求助或出现生命危险时，才能查看个案。',
  'who.manager': '班组长、人事和运营看不到您的任何信息：没有姓名，没有预约，也没有原因。',
  'who.admin': '系统管理员负责维护系统，读不到其中的内容。',
  'who.counts': '统计数字只反映许多人的总体情况，并特意加入误差，无法从中认出任何人。',
  'exceptions.line':
    '例外：危及生命、未成年人受到伤害、严重传染病危及他人，或收到书面法律要求。我们只说最必要的内容，并尽可能先告诉您。',
};

export default zh;
