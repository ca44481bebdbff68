import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '今日',
  sessions: '会谈',
  none: '今天没有会谈。',
  'none.calendar': '打开日程',
  count: '共 {n} 次',
  running: '进行中',
  'duty.begun': '您正在用本设备值班，至 {time}。',
  'duty.waits': '您的值班到 {time} 为止，本设备尚未开始值班。',
  'duty.go': '去开始值班',
  needs: '等您处理',
  'needs.nothing': '暂无待办。',
  alerts: '回答中提到危险',
  'alerts.told': '{when} 填写',
  'alerts.claim': '尚未接手',
  checks: '自测中提到危险',
  'checks.judge': '请评估风险',
  'checks.shared': '{when} 分享',
  high: '高风险个案',
  'high.next': '下次会谈：{when}',
  'high.none': '尚未预约下次会谈',
  requests: '求助申请',
  'requests.count': { other: '{n} 份申请等待接手' },
  'requests.urgent': { other: '其中 {n} 份紧急' },
  'requests.oldest': '最早的一份：{when}',
  'requests.open': '打开申请列表',
  unmarked: '来访者到了吗？',
  unsigned: '待签署的记录',
  'unsigned.since': '{when} 开始',
  'unsigned.process': '过程笔记',
};

export default zh;
