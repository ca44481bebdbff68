import type { Translation } from '../../lib/i18n';
import type en from './words.en';

const zh: Translation<typeof en> = {
  counsellor: '咨询师',
  on_call: '值班咨询师',
  clinical_lead: '临床督导',
  programme_manager: '项目经理',
  operations: '运营管理',
  privacy_officer: '隐私专员',
  auditor: '审计员',
  system_admin: '系统管理员',
};

export default zh;
