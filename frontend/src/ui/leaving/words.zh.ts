import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '您正在值班，确定退出吗？',
  until: '您的值班到 {when} 结束。',
  waiting: { other: '有 {n} 个呼叫等待接手。' },
  others: '目前还有这些人值班：{names}。',
  nobody: '目前没有其他人值班。',
  device: '退出后，本设备不再显示新呼叫，也不再响铃。',
  stay: '留下',
  out: '仍然退出',
};

export default zh;
