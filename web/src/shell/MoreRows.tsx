import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

/** The end of what has been loaded: asks for more when it comes near the window, or when pressed. */
export function MoreRows({ busy, onMore }: { busy: boolean; onMore: () => void }) {
  const { t } = useTranslation()
  const end = useRef<HTMLDivElement>(null)
  const more = useRef(onMore)
  useEffect(() => {
    more.current = onMore
  })
  useEffect(() => {
    if (!end.current || busy) return
    const watch = new IntersectionObserver(([entry]) => entry?.isIntersecting && more.current(), {
      rootMargin: '400px',
    })
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [busy])
  return (
    <div ref={end} className="more-rows no-print">
      <Button loading={busy} onClick={onMore}>
        {t('shell.loadMore')}
      </Button>
    </div>
  )
}
