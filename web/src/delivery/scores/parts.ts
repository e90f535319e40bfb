export const SHARES = ['on_time', 'progress', 'evidence'] as const
export const EXTRAS = ['returned', 'contradicted', 'closed_early'] as const
export const PARTS = [...SHARES, ...EXTRAS] as const

export const PERIOD = /^\d{4}(H[12]|Q[1-4]|-\d{2})?$/
