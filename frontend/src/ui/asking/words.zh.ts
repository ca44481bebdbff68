import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  step: '第 {at} 题，共 {of} 题',
  next: '下一题',
  skip: '跳过',
  back: '上一题',
};

export default zh;
