import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '求助申请',
  line: '等待您接手的申请，最紧急的在前。谁接手，个案就由谁负责。',
  empty: '暂无待接手的申请。有新申请时会自动出现在这里。',
  since: '已等待 {wait}',
  booked: '会谈时间：{when}',
  unbooked: '尚未预约会谈',
  prepared: '已填写会谈前准备',
  unprepared: '尚未填写会谈前准备',
  open: '打开来访者告知的内容',
  close: '收起',
  'open.line': '每次打开都会留下记录，来访者可以看到。',
  claim: '接手',
  take: '接手个案',
  return: '退回',
  returned: '{case} 已退回给{name}。',
  'return.gone': '{name}已不再担任咨询师，{case} 无法退回。',
  'sent.assigned': '由{name}分派给您',
  'sent.handed_over': '由{name}移交给您',
  taken: '{case} 刚刚已由同事接手，没有任何改动。',
  outside: '待接手的内容，只有获得允许的人才能打开。',
  'outside.claim': '{case} 只有获得允许的人才能打开，没有任何改动。',
  claimed: '{case} 现在由您负责。',
  'claimed.go': '打开个案',
  more: '显示更多',
};

export default zh;
