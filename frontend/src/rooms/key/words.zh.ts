import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  title: '我的私人密钥',
  line: '有了私人密钥，您可以回看属于自己的内容。它是只有您自己知道的十二个字，谁也查不到，我们也不例外。',

  opens: '它能打开什么',
  'opens.checks': '您选择保存的自测',
  'opens.data': '我们留存了您的哪些内容',
  'opens.log': '谁打开过，谁被拒绝过',
  'opens.not': '其余的事，有访问码就够了。',
  lose: '如果丢了',
  'lose.line':
    '密钥无法找回，它能打开的内容对您自己也会一直关闭。咨询照常进行：凭咨询师给的新卡片，会换成新的编号，可以再设新的密钥。',

  make: '显示十二个字',
  in: '进入',
  'in.line': '要先进入，才能设置密钥。请先用访问码进入。',
  have: '您是用私人密钥进入的。',
  'have.line':
    '如果有人可能看到过这十二个字，请换一组。新的核对之前，旧的仍然有效；核对之后，旧的作废。',
  again: '换一组字',
  exists: '您已经有私人密钥了。',
  'exists.on': '您已经有私人密钥了，设置日期：{date}。',
  'exists.line': '用它进入之后才能更换。如果不是您设置的，请看“我的数据”里的说明。',
  'exists.in': '我已经有了，输入十二个字',
  'exists.data': '我的数据',

  words: '您的十二个字',
  'words.line': '请按顺序抄在纸上。只在这里显示这一次。',
  'words.shot': '截图可能会同步到别的设备，抄在纸上就不会。',
  written: '我抄好了',
  'not.now': '暂时不设',

  check: '核对两个字',
  'check.line': '请照着纸上输入最后两个字。',
  word: '第 {n} 个字',
  wrong: '这不是第 {n} 个字，请再看看纸上。',
  finish: '核对',
  look: '再看一遍',
  gone: '这组字没有启用，已经作废。请重新设置一组。',
  'gone.elsewhere': '这组字是在另一个浏览器里设置的。请在那里继续，或在这里重新设置一组。',

  done: '私人密钥已启用',
  'done.line':
    '从现在起，在任何手机上打开“我的咨询”，用这十二个字就能进入。请把纸收在同事看不到的地方。',
  'done.data': '查看我的数据',
  'done.home': '首页',
};

export default zh;
