export default {
  counsellor: 'Counsellor',
  on_call: 'On call',
  clinical_lead: 'Clinical lead',
  programme_manager: 'Programme manager',
  operations: 'Operations',
  privacy_officer: 'Privacy officer',
  auditor: 'Auditor',
  system_admin: 'System administrator',
} as const;
