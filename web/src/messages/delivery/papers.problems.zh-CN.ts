export const papersProblemsZh = {
  paper_programme_not_found: '没有这个台账，或未向你公开。',
  paper_year_outside: '台账没有{{year}}年的评估：可选{{first}}年至{{last}}年。',
} as const
