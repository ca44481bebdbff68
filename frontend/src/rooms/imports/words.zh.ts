import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '数据导入',
  lead: '由您从自己的系统导入的各月工作量。只保留每天的计数与总和，不保留坐席、客户，也不保留文件名。',
  empty: '还没有导入任何数据。',
  'month.sites': { other: '{month}：{n} 次导入' },
  'format.acd-log': '话务系统（ACD）通话记录',
  lines: '读取行数',
  rejected: '未采用',
  version: '版本',
  'version.shown': '{n}，使用中',
  'version.old': '{n}，已被替换',
  at: '导入时间',
  redated: '文件原为{month}',
  all: '无',

  how: '如何导入',
  'how.where': '由负责运行本系统的人在服务器上输入：',
  'how.acd-log': '文件以制表符分隔，一通电话一行，首行依次写明 17 个列名：',
  'how.redate': '{option} 可把日期改记到另一个月，图表上都会注明；不需要时省去即可。',
  'how.lines': '无法使用的行（例如时长为负）不予采用。命令会逐一列出行号和原因，不会重复其内容。',
  'how.again': '同一个月再次导入会成为新版本，旧版本仍留在列表里。',
  'how.ten': '当天满 10 人上班，才保留当天的处理时长和占用率。',

  'flag.how': '如何加标记',
  'flag.what': '标记写明某个职场从哪一天起发生了什么变化，图表就能对比前后。同样在服务器上输入：',
  'flag.kinds': 'KIND 为以下之一：',
  'flag.after': '日期填开始实行的第一天。两边的数字还不够时，会写“现在比较还太早”。',
};

export default zh;
