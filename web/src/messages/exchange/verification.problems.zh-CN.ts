/** What refusals of verification mean and what to do about them. */
export const verificationProblemsZh = {
  verification_question_not_found: { title: '没有这个核对事项', todo: '请从核对事项列表进入。' },
  verification_not_provider: { title: '只有持有数据的单位能提供核对事项', todo: '请切换到该单位的身份。' },
  verification_not_loaded: { title: '这项资源还没有加载数据', todo: '请先在资源页加载数据，再提供核对事项。' },
  verification_question_unfit: { title: '核对事项还有要改正的地方', todo: '请按各处的提示改正。' },
  verification_question_changed: { title: '核对事项已修改或停止提供', todo: '请载入最新内容后再核对。' },
  verification_subject_unfit: { title: '第 {{place}} 人的号码不对', todo: '校验码不符，请核对证件。没有发起核对。' },
  verification_subjects_unfit: { title: '人数不对', todo: '一次核对 1 至 {{most}} 个不同的人。' },
  verification_subject_in_text: { title: '文字里写有个人号码', todo: '目的、事项和授权书编号会保存，请不要写号码。' },
  verification_limit_unfit: {
    title: '限额不在规定的档位上',
    todo: '请在 {{least}} 至 {{most}} 之间，按 {{step}} 一档选择。',
  },
  verification_consent_unfit: {
    title: '授权不齐全或已过期',
    todo: '每个人都要有授权书编号，授权日期不晚于今天，且没有过期。',
  },
  verification_asked_enough: {
    title: '对这个人的核对次数已到上限',
    todo: '每人每天至多 {{perDay}} 次，一年至多 {{perYear}} 次，各单位合计。',
  },
  verification_unit_asked_enough: {
    title: '今天已核对 {{most}} 人',
    todo: '每个单位对同一问题每天至多核对 {{most}} 人，请明天再核对。',
  },
  verification_not_found: { title: '没有这条核对记录', todo: '只能看到本单位发起的和向本单位的核对。' },
} as const
