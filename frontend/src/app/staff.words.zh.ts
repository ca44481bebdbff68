import type { Translation } from '../lib/i18n';
import type en from './staff.words.en';

const zh: Translation<typeof en> = {
  today: '今日',
  queue: '求助申请',
  waiting: '分派申请',
  cases: '个案',
  calendar: '日程',
  groups: '小组',
  oncall: '值班',
  rota: '值班安排',
  ops: '总览',
  explore: '趋势',
  pulse: '脉动调查',
  imports: '数据导入',
  dictionary: '指标词典',
  people: '人员与角色',
  key: '我的密钥',
  keys: '密钥',
  'not.part': '此页面不在您的角色范围内。',
  'not.part.first': '前往您的首页',
};

export default zh;
