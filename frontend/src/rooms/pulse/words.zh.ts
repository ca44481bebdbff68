import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '脉动调查',
  'strip.line':
    '十二个问题，大约一分钟：十个问最近两周，一个问什么最压着您，一个问工龄。愿意的话，之后还可以多答几个。不用姓名，不用账号。',
  'strip.field': '纸条上的编码',
  'strip.hint': '十位字母和数字，大小写和空格都不影响。一张纸条只能用一次。',
  'strip.begin': '开始',
  'strip.missing': '请先填写编码。',
  'strip.refused': '这张纸条打不开。可能已经用过，或者脉动调查不在进行。换一张就可以。',
  'strip.wait': '这里刚才填错了太多次，请过几分钟再试。',
  'strip.who': '纸条是随手抽的，没有人知道哪张是谁的。只记下它出自哪一叠，也就是职场和班次。',
  'strip.ten': '满十份答卷才给出数字，并注明不确定性。主管看不到任何一份答卷。',

  pile: '{site} · {shift}',
  drivers: '工作中最压着您的是什么？',
  'drivers.line': '最多勾 {most} 项。',
  'drivers.full': '已勾满 {most} 项。想换一项，请先取消一项。',
  more: { other: '再答 {n} 个问题吗？' },
  'more.line':
    '主题：{module}。可以不答，对前面的回答没有影响。答不答都还有最后一题：您在这里工作多久了。',
  'more.yes': '好，继续答',
  'more.no': '跳过这些，只答最后一题',
  tenure: '您在这里工作多久了？',
  'tenure.line': '愿意说再选。',
  send: '提交',
  none: '前 {n} 题里请至少答一题，一题都没有就无法计入。',
  'none.back': '回到第一题',
  offline: '网络已断开。您的回答还在本页，网络恢复后再提交。',
  failed: '还没有提交成功。您的回答仍在本页。',
  again: '再提交一次',

  'done.sent.title': '您的回答已收到',
  'done.perhaps.title': '这张纸条已算作答',
  'done.perhaps': '提交时网络断了一下，不过您的回答已经收到。',
  'done.used.title': '这份回答没有计入',
  'done.used': '这张纸条刚才已有人用过，或者脉动调查刚刚结束。',
  'done.strip': '纸条已用完，可以扔掉。',
  'done.when': '脉动调查进行到{date}，之后数字定稿，不再改动。',
  'done.help': '如果有什么事压着您，可以找人聊聊，内容保密。',
  'done.home': '看看有哪些帮助',
};

export default zh;
