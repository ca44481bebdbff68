import type { Translation } from '../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  skip: '跳到正文',
  pages: '页面导航',
  menu: '菜单',
  close: '关闭',
  cancel: '取消',
  back: '返回',

  'nav.home': '首页',
  'nav.book': '预约',
  'nav.sessions': '我的咨询',
  'nav.messages': '消息',

  help: '我现在需要帮助',
  'help.short': '紧急求助 {number}',
  'help.call': '拨打 {number}',
  'help.duty': '请值班咨询师给我回电',
  'help.live': '与值班咨询师文字交流',
  'help.emergency': '此刻有危险',

  leave: '离开',
  'leave.quickly': '快速离开本页',
  'leave.dots': { other: '再按 {n} 次 Shift 即可离开' },
  'leave.note':
    '请用自己的手机和流量：公司无线网能看到您打开过本站，截图也可能自动同步。点“离开”会立即关闭所有内容，但浏览器历史记录仍会保留。',
  'leave.noted': '知道了',

  cover: '已遮住',
  'cover.line': '旁人看不到本页内容。',
  uncover: '显示本页',
  lock: '立即锁定',
  locked: '已锁定',
  'locked.line': '为保护隐私已锁定。解锁后可继续，内容未丢失。',
  'locked.signin': '重新登录',
  'idle.line': '本页将在 {seconds} 秒后锁定。',
  'idle.stay': '继续使用',

  appearance: '外观',
  'appearance.auto': '跟随设备',
  'appearance.light': '浅色',
  'appearance.dark': '深色',

  offline: '网络已断开。您输入的内容只保留在此页面。电话仍可拨打。',
  loading: '正在加载',
  slow: '仍在处理……',
  retry: '重试',
  'error.unreachable': '暂时连不上服务器。您输入的内容还在。',
  'error.busy': '短时间内尝试次数过多，请等一分钟再试。',
  'error.refused': '您没有查看此内容的权限。',
  'error.absent': '这里没有内容，或者您无权查看。',
  'error.changed': '您打开之后内容已有变动，请重新加载。',
  'error.ours': '我们这边出了问题。您输入的内容没有丢失。',
  'error.other': '无法按此要求完成。',
  'error.reference': '如需求助，请报编号 {reference}。',
  missing: '没有这个页面',
  'missing.line': '地址可能已失效或输入有误。',
  'missing.home': '回到首页',

  'save.saving': '正在保存……',
  'save.saved': '{time} 已加密保存',
  'save.unsaved': '尚未保存',
  'save.retrying': '未能保存，正在重试（文字仍在本页中）',

  keys: '键盘操作',
  'keys.single': '单字母快捷键',
  'keys.show': '显示此列表',

  'chart.table': '表格',
  'chart.chart': '图表',
  'chart.csv': '下载 CSV',
  'chart.keys': '方向键移动，Home 和 End 跳到首尾，T 切换表格。',
  'chart.period': '时段',
  'chart.between': '{value}（{low} 至 {high}）',
  'chart.suppressed': '已隐去：人数过少',
  'chart.absent': '未收集',
  'chart.zero': '没有',
  'chart.actions': '措施',
  'chart.series': '{series}，{period}：{reading}',
  'chart.legend.band': '色带：数据相容的范围',
  'chart.legend.suppressed': '斜线：人数过少，已隐去',
  'chart.legend.absent': '空缺：未收集',
  'chart.legend.zero': '圆点：没有',
};

export default zh;
