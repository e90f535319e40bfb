import type { ThemeConfig } from 'antd'

/** One restrained accent (黛青) on warm paper; the same values as the custom properties in base.css. */
export const colors = {
  paper: '#faf8f3',
  surface: '#fffefb',
  ink: '#1f2429',
  inkSoft: '#565c63',
  line: '#e7e1d5',
  inkFaint: '#62676c',
  lineStrong: '#d2cabb',
  accent: '#1d4f63',
  accentSoft: '#e6eef0',
  machine: '#8f6210',
  confirmed: '#3a6a48',
  refused: '#a03a2a',
} as const

export const sansFamily =
  'system-ui, -apple-system, "PingFang SC", "HarmonyOS Sans SC", "Source Han Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'

/**
 * Who asks for no motion gets none from the library itself: it would wait for the end of an animation that the style
 * sheet has taken away, and leave dialogs and menus in the way. Asked once: a change while a page is open would begin
 * the page anew, with what was written lost.
 */
const moves = !window.matchMedia('(prefers-reduced-motion: reduce)').matches

export function themeFor(largeType: boolean): ThemeConfig {
  return {
    token: {
      colorPrimary: colors.accent,
      colorInfo: colors.accent,
      colorLink: colors.accent,
      colorSuccess: colors.confirmed,
      colorWarning: colors.machine,
      colorError: colors.refused,
      colorTextBase: colors.ink,
      colorTextPlaceholder: colors.inkFaint,
      colorTextDescription: colors.inkFaint,
      colorTextTertiary: colors.inkFaint,
      colorBgBase: colors.surface,
      colorBgLayout: colors.paper,
      colorBorder: colors.lineStrong,
      colorBorderSecondary: colors.line,
      fontFamily: sansFamily,
      fontSize: largeType ? 17 : 14,
      controlHeight: largeType ? 40 : 34,
      borderRadius: 4,
      motion: moves,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
      boxShadowSecondary: '0 6px 24px rgb(58 48 28 / 12%), 0 1px 3px rgb(58 48 28 / 10%)',
    },
    components: {
      Table: {
        headerBg: colors.paper,
        headerSplitColor: 'transparent',
        rowHoverBg: '#f6f3ea',
        rowSelectedBg: colors.accentSoft,
        rowSelectedHoverBg: '#dae6e9',
        cellPaddingBlock: 10,
      },
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
      Segmented: { trackBg: '#efebe1' },
    },
  }
}
