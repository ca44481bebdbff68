import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '自测',
  line: '几个问题，答给自己看。您不说保存，就什么都不存；结果也不是诊断。',
  questions: { other: '{n} 题' },
  begin: '开始：{title}',
  others: '其他语言',
  none: '这里还没有设置自测。您可以直接找人聊聊。',
  book: '预约咨询',
  choose: '换一个',
  back: '回到题目',
  sending: '正在计算……',

  'risk.title': '需要有人给您打电话吗？',
  'risk.line':
    '您有一个回答提到，曾想过伤害自己，或觉得不如死掉。很多人都有过这样的念头，说出来会有帮助。',
  'risk.call': '好，请给我回电',
  'risk.skipped': '您跳过了关于伤害自己的那一题。如果有这样的念头，这里随时都有人帮您。',

  result: '您的结果',
  'result.of': '{total} 分，满分 {highest}',
  'result.none': '空着的题太多，算不出结果。这不代表别的什么。',
  'result.missing': { other: '有 {n} 题没答，结果已按此折算。' },
  'result.not': '结果只反映此刻的情况，不是诊断。',
  'band.minimal': '目前这方面几乎没有困扰您。',
  'band.mild': '这方面有一点困扰您，不重。',
  'band.moderate': '这方面明显困扰着您。',
  'band.moderately_severe': '这方面困扰得比较重。',
  'band.severe': '这方面困扰得很重。',
  'past.true': '到了这个程度，通常会找懂行的人聊一聊。',
  'past.false': '还没到通常要找人聊的程度；想聊随时可以。',

  useful: '很多人觉得有用的',
  'useful.talk': '找人聊一次，不必做任何决定。',
  'useful.sleep': '睡觉、吃饭、见见日光尽量定时，倒班前后尤其如此。',
  'useful.again': '两周后再做一次，看看有没有变化。',

  keep: '要保存结果吗？',
  'keep.no': '不保存',
  'keep.no.hint': '离开本页就没有了。',
  'keep.own': '只为自己保存',
  'keep.own.hint': '加密保存，只有您的私人密钥能打开。',
  'keep.share': '保存并给我的咨询师看',
  'keep.share.hint': '您的咨询师就能打开回答和结果。',
  'keep.consent': '我同意我的咨询师查看我分享的自测。',
  'keep.do': '保存',
  'keep.done': '已保存。只有您的私人密钥能打开。',
  'keep.shared': '已保存，您的咨询师可以打开。',
  'keep.key': '目前什么都没有存。想保存结果，需要一个私人密钥。',
  'keep.key.link': '什么是私人密钥',
  'keep.fault.no_open_case': '目前没有正在为您服务的咨询师，无法分享。',
  'keep.fault.consent_needed': '分享前需要您同意，请先勾选。',
  'keep.fault.other': '没能保存。您的回答仍在本页。',

  saved: '我保存的结果',
  'saved.open': '打开我保存的结果',
  'saved.none': '您没有保存过结果。',
  'saved.damaged': '这一条已损坏，打不开（编号 {reference}）。',
  'saved.shared': '已分享',
  'saved.delete': '删除',
  'saved.row': '{total} 分，满分 {highest}',
  'saved.row.none': '没有结果',
};

export default zh;
