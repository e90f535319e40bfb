import { type ReactNode, useEffect } from 'react'

/** A page with its title (also the title of the browser tab), a line of introduction and its actions. */
export function Page(props: {
  title: string
  lede?: ReactNode
  actions?: ReactNode
  narrow?: boolean
  children: ReactNode
}) {
  useTabTitle(props.title)
  return (
    <div className={props.narrow ? 'page narrow' : 'page'}>
      <header className="page-head">
        <h1>{props.title}</h1>
        {props.actions && <div className="actions no-print">{props.actions}</div>}
        {props.lede && <p className="lede">{props.lede}</p>}
      </header>
      {props.children}
    </div>
  )
}

export function useTabTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · 群策`
  }, [title])
}
