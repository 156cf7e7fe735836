<?xml version="1.0" encoding="UTF-8"?>
<!-- The blocks that say something: text, messages, navigation, tables. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

	<!-- ============ text ============ -->

	<xsl:template match="heading[@level = 1]">
		<xsl:if test="@caption">
			<span class="govuk-caption-l"><xsl:value-of select="@caption"/></span>
		</xsl:if>
		<h1 class="govuk-heading-l">
			<xsl:copy-of select="@id"/>
			<xsl:value-of select="."/>
		</h1>
	</xsl:template>

	<xsl:template match="heading[@level = 2]">
		<xsl:if test="@caption">
			<span class="govuk-caption-m"><xsl:value-of select="@caption"/></span>
		</xsl:if>
		<h2 class="govuk-heading-m">
			<xsl:copy-of select="@id"/>
			<xsl:value-of select="."/>
		</h2>
	</xsl:template>

	<xsl:template match="heading">
		<h3 class="govuk-heading-s">
			<xsl:copy-of select="@id"/>
			<xsl:value-of select="."/>
		</h3>
	</xsl:template>

	<xsl:template match="para">
		<p class="govuk-body"><xsl:apply-templates select="node()" mode="inline"/></p>
	</xsl:template>

	<xsl:template match="para[@kind = 'lead']">
		<p class="govuk-body-l"><xsl:apply-templates select="node()" mode="inline"/></p>
	</xsl:template>

	<xsl:template match="para[@kind = 'hint']">
		<p class="govuk-hint"><xsl:apply-templates select="node()" mode="inline"/></p>
	</xsl:template>

	<xsl:template match="para[@kind = 'small']">
		<p class="govuk-body-s"><xsl:apply-templates select="node()" mode="inline"/></p>
	</xsl:template>

	<xsl:template match="link" mode="inline">
		<a class="govuk-link" href="{@href}"><xsl:value-of select="."/></a>
	</xsl:template>

	<xsl:template match="link">
		<p class="govuk-body"><a class="govuk-link" href="{@href}"><xsl:value-of select="."/></a></p>
	</xsl:template>

	<xsl:template match="link[@kind = 'button']">
		<a href="{@href}" role="button" draggable="false" class="govuk-button" data-module="govuk-button">
			<xsl:value-of select="."/>
		</a>
	</xsl:template>

	<xsl:template match="link[@kind = 'secondary']">
		<a href="{@href}" role="button" draggable="false" class="govuk-button govuk-button--secondary" data-module="govuk-button">
			<xsl:value-of select="."/>
		</a>
	</xsl:template>

	<xsl:template match="list">
		<ul class="govuk-list"><xsl:apply-templates select="item"/></ul>
	</xsl:template>

	<xsl:template match="list[@kind = 'bullet']">
		<ul class="govuk-list govuk-list--bullet"><xsl:apply-templates select="item"/></ul>
	</xsl:template>

	<xsl:template match="list[@kind = 'number']">
		<ol class="govuk-list govuk-list--number"><xsl:apply-templates select="item"/></ol>
	</xsl:template>

	<xsl:template match="list/item">
		<li><xsl:value-of select="."/></li>
	</xsl:template>

	<xsl:template match="list/item[@href]">
		<li><a class="govuk-link" href="{@href}"><xsl:value-of select="."/></a></li>
	</xsl:template>

	<xsl:template match="inset">
		<div class="govuk-inset-text"><xsl:call-template name="blocks-or-text"/></div>
	</xsl:template>

	<!-- Blocks, or else the text itself with its line breaks. -->
	<xsl:template name="blocks-or-text">
		<xsl:choose>
			<xsl:when test="*"><xsl:apply-templates select="*"/></xsl:when>
			<xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
		</xsl:choose>
	</xsl:template>

	<xsl:template match="warning">
		<div class="govuk-warning-text">
			<span class="govuk-warning-text__icon" aria-hidden="true">!</span>
			<strong class="govuk-warning-text__text">
				<span class="govuk-visually-hidden">Warning</span>
				<xsl:text> </xsl:text>
				<xsl:value-of select="."/>
			</strong>
		</div>
	</xsl:template>

	<xsl:template match="details">
		<details class="govuk-details">
			<!-- a fold with a message in it is open: the list of errors leads into it -->
			<xsl:if test="@open or .//field[@error]"><xsl:attribute name="open">open</xsl:attribute></xsl:if>
			<summary class="govuk-details__summary">
				<span class="govuk-details__summary-text"><xsl:value-of select="@summary"/></span>
			</summary>
			<div class="govuk-details__text"><xsl:call-template name="blocks-or-text"/></div>
		</details>
	</xsl:template>

	<xsl:template match="panel">
		<div class="govuk-panel govuk-panel--confirmation app-panel">
			<h1 class="govuk-panel__title"><xsl:value-of select="@title"/></h1>
			<xsl:if test=". != ''">
				<div class="govuk-panel__body"><xsl:value-of select="."/></div>
			</xsl:if>
		</div>
	</xsl:template>

	<xsl:template match="tag">
		<p class="govuk-body"><strong class="govuk-tag govuk-tag--{@colour}"><xsl:value-of select="."/></strong></p>
	</xsl:template>

	<!-- ============ messages ============ -->

	<!-- Outcome of an action on this record. -->
	<xsl:template match="alert">
		<div class="moj-alert moj-alert--{@kind}" role="region" aria-label="{@kind}: {.}">
			<div>
				<svg class="moj-alert__icon" role="presentation" focusable="false" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 30" height="30" width="30">
					<path fill="none" stroke="currentColor" stroke-width="3.5">
						<xsl:attribute name="d">
							<xsl:choose>
								<xsl:when test="@kind = 'success'">M3.5 14l8 8L26.5 7</xsl:when>
								<xsl:when test="@kind = 'warning'">M15 5.5L26 25H4zM15 11v7M15 19.5v3</xsl:when>
								<xsl:when test="@kind = 'error'">M10.5 4h9l6.5 6.5v9L19.5 26h-9L4 19.5v-9zM10.5 10.5l9 9M19.5 10.5l-9 9</xsl:when>
								<xsl:otherwise>M15 4a11 11 0 1 1 0 22a11 11 0 1 1 0-22M15 13.5v8M15 8.5v3</xsl:otherwise>
							</xsl:choose>
						</xsl:attribute>
					</path>
				</svg>
			</div>
			<div class="moj-alert__content"><xsl:value-of select="."/></div>
		</div>
	</xsl:template>

	<xsl:template match="errors">
		<div class="govuk-error-summary" data-module="govuk-error-summary">
			<div role="alert">
				<h2 class="govuk-error-summary__title">There is a problem</h2>
				<div class="govuk-error-summary__body">
					<ul class="govuk-list govuk-error-summary__list">
						<xsl:apply-templates select="error"/>
					</ul>
				</div>
			</div>
		</div>
	</xsl:template>

	<xsl:template match="error">
		<li><xsl:value-of select="."/></li>
	</xsl:template>

	<!-- To the control; of a date, to the first part that is wrong. -->
	<xsl:template match="error[@href]">
		<xsl:variable name="id" select="substring(@href, 2)"/>
		<xsl:variable name="date" select="$wrong-dates[@id = $id]"/>
		<xsl:variable name="part" select="substring-before(concat($date/date/@bad, ' '), ' ')"/>
		<li>
			<a>
				<xsl:attribute name="href">
					<xsl:value-of select="@href"/>
					<xsl:choose>
						<xsl:when test="$date and $part != ''"><xsl:value-of select="concat('-', $part)"/></xsl:when>
						<xsl:when test="$date">-day</xsl:when>
					</xsl:choose>
				</xsl:attribute>
				<xsl:value-of select="."/>
			</a>
		</li>
	</xsl:template>

	<!-- ============ navigation ============ -->

	<!-- Directly in the body it has been shown above the columns already. -->
	<xsl:template match="body/subnav"/>

	<xsl:template match="body/subnav" mode="hoisted">
		<xsl:call-template name="subnav"/>
	</xsl:template>

	<xsl:template match="subnav" name="subnav">
		<nav class="moj-sub-navigation">
			<xsl:attribute name="aria-label">
				<xsl:choose>
					<xsl:when test="@label"><xsl:value-of select="@label"/></xsl:when>
					<xsl:otherwise>Parts of this record</xsl:otherwise>
				</xsl:choose>
			</xsl:attribute>
			<ul class="moj-sub-navigation__list">
				<xsl:for-each select="item">
					<li class="moj-sub-navigation__item">
						<a class="moj-sub-navigation__link" href="{@href}">
							<xsl:if test="@current">
								<xsl:attribute name="aria-current">page</xsl:attribute>
							</xsl:if>
							<xsl:value-of select="@label"/>
						</a>
					</li>
				</xsl:for-each>
			</ul>
		</nav>
	</xsl:template>

	<xsl:template match="pagination">
		<div class="app-pagination">
			<nav class="govuk-pagination" aria-label="Pagination">
				<xsl:if test="@prev">
					<div class="govuk-pagination__prev">
						<a class="govuk-link govuk-pagination__link" href="{@prev}" rel="prev">
							<svg class="govuk-pagination__icon govuk-pagination__icon--prev" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">
								<path d="m6.5938-0.0078125-6.7266 6.7266 6.7441 6.4062 1.377-1.449-4.1856-3.9768h12.896v-2h-12.984l4.2931-4.293-1.414-1.414z"></path>
							</svg>
							<span class="govuk-pagination__link-title">Previous<span class="govuk-visually-hidden"> page</span></span>
						</a>
					</div>
				</xsl:if>
				<ul class="govuk-pagination__list">
					<xsl:apply-templates select="item"/>
				</ul>
				<xsl:if test="@next">
					<div class="govuk-pagination__next">
						<a class="govuk-link govuk-pagination__link" href="{@next}" rel="next">
							<span class="govuk-pagination__link-title">Next<span class="govuk-visually-hidden"> page</span></span>
							<svg class="govuk-pagination__icon govuk-pagination__icon--next" xmlns="http://www.w3.org/2000/svg" height="13" width="15" aria-hidden="true" focusable="false" viewBox="0 0 15 13">
								<path d="m8.107-0.0078125-1.4136 1.414 4.2926 4.293h-12.986v2h12.896l-4.1855 3.9766 1.377 1.4492 6.7441-6.4062-6.7246-6.7266z"></path>
							</svg>
						</a>
					</div>
				</xsl:if>
			</nav>
			<xsl:if test="@results">
				<p class="govuk-body-s app-pagination__results"><xsl:value-of select="@results"/></p>
			</xsl:if>
		</div>
	</xsl:template>

	<xsl:template match="pagination/item">
		<li class="govuk-pagination__item">
			<a class="govuk-link govuk-pagination__link" href="{@href}" aria-label="Page {@number}">
				<xsl:value-of select="@number"/>
			</a>
		</li>
	</xsl:template>

	<xsl:template match="pagination/item[@current]">
		<li class="govuk-pagination__item govuk-pagination__item--current">
			<a class="govuk-link govuk-pagination__link" href="{@href}" aria-label="Page {@number}" aria-current="page">
				<xsl:value-of select="@number"/>
			</a>
		</li>
	</xsl:template>

	<xsl:template match="pagination/item[@gap]">
		<li class="govuk-pagination__item govuk-pagination__item--ellipsis">&#8943;</li>
	</xsl:template>

	<!-- ============ tables ============ -->

	<!-- No row: a sentence instead of an empty grid. -->
	<xsl:template match="table[not(row)]">
		<div class="app-empty">
			<xsl:copy-of select="@id"/>
			<xsl:if test="not(@quiet = 'yes')">
				<h2 class="govuk-heading-s app-empty__caption"><xsl:value-of select="@caption"/></h2>
			</xsl:if>
			<p class="govuk-body app-empty__text"><xsl:value-of select="empty"/></p>
		</div>
	</xsl:template>

	<!-- Four columns and more do not fit on a narrow screen. -->
	<xsl:template match="table[row][@scroll = 'yes' or col[4]]">
		<div class="moj-scrollable-pane app-scroll" role="region" aria-label="{@caption}" tabindex="0">
			<xsl:call-template name="table"/>
		</div>
	</xsl:template>

	<xsl:template match="table" name="table">
		<table class="govuk-table app-table">
			<xsl:copy-of select="@id"/>
			<caption>
				<xsl:attribute name="class">
					<xsl:text>govuk-table__caption govuk-table__caption--m</xsl:text>
					<xsl:if test="@quiet = 'yes'"> govuk-visually-hidden</xsl:if>
				</xsl:attribute>
				<xsl:value-of select="@caption"/>
			</caption>
			<xsl:if test="col">
				<thead class="govuk-table__head">
					<tr class="govuk-table__row">
						<xsl:apply-templates select="col"/>
					</tr>
				</thead>
			</xsl:if>
			<tbody class="govuk-table__body">
				<xsl:apply-templates select="row"/>
			</tbody>
		</table>
	</xsl:template>

	<xsl:template match="col">
		<th scope="col">
			<xsl:call-template name="col-class"/>
			<xsl:value-of select="@label"/>
		</th>
	</xsl:template>

	<!-- Over a chart: no data, so no header. -->
	<xsl:template match="col[@label = '']">
		<td class="govuk-table__header"></td>
	</xsl:template>

	<!-- Sorted by the server, so that it holds for the whole list. -->
	<xsl:template match="col[@href]">
		<th scope="col">
			<xsl:call-template name="col-class"/>
			<xsl:if test="@sort">
				<xsl:attribute name="aria-sort"><xsl:value-of select="@sort"/></xsl:attribute>
			</xsl:if>
			<a class="govuk-link govuk-link--no-visited-state app-sort" href="{@href}">
				<xsl:value-of select="@label"/>
				<svg class="app-sort__icon" xmlns="http://www.w3.org/2000/svg" width="10" height="14" viewBox="0 0 10 14" aria-hidden="true" focusable="false">
					<xsl:if test="not(@sort = 'descending')">
						<path d="M5 0l4.5 6h-9z" fill="currentColor"></path>
					</xsl:if>
					<xsl:if test="not(@sort = 'ascending')">
						<path d="M5 14l4.5-6h-9z" fill="currentColor"></path>
					</xsl:if>
				</svg>
			</a>
		</th>
	</xsl:template>

	<!-- Over numbers it stands where they stand. -->
	<xsl:template name="col-class">
		<xsl:variable name="at" select="count(preceding-sibling::col) + 1"/>
		<xsl:attribute name="class">
			<xsl:text>govuk-table__header</xsl:text>
			<xsl:if test="@numeric = 'yes' or ../row[1]/cell[$at]/@numeric = 'yes'"> govuk-table__header--numeric</xsl:if>
		</xsl:attribute>
	</xsl:template>

	<xsl:template match="table/row">
		<tr class="govuk-table__row">
			<xsl:copy-of select="@id"/>
			<xsl:apply-templates select="cell"/>
		</tr>
	</xsl:template>

	<xsl:template match="cell">
		<td>
			<xsl:attribute name="class">
				<xsl:text>govuk-table__cell</xsl:text>
				<xsl:if test="@numeric = 'yes'"> govuk-table__cell--numeric</xsl:if>
				<xsl:if test="@kind"> app-cell--<xsl:value-of select="@kind"/></xsl:if>
			</xsl:attribute>
			<xsl:apply-templates select="." mode="content"/>
		</td>
	</xsl:template>

	<xsl:template match="cell[@head = 'yes']">
		<th scope="row">
			<xsl:attribute name="class">
				<xsl:text>govuk-table__header</xsl:text>
				<xsl:if test="@kind"> app-cell--<xsl:value-of select="@kind"/></xsl:if>
			</xsl:attribute>
			<xsl:apply-templates select="." mode="content"/>
		</th>
	</xsl:template>

	<!-- A bar of so many per cent beside its number; the number is the text. -->
	<xsl:template match="cell[@bar]">
		<td class="govuk-table__cell app-bars__cell">
			<svg class="app-bars__svg" xmlns="http://www.w3.org/2000/svg" width="100%" height="16" aria-hidden="true" focusable="false">
				<rect class="app-bars__bar" width="{@bar}%" height="100%" fill="#12436d"></rect>
			</svg>
		</td>
	</xsl:template>

	<xsl:template match="cell" mode="content">
		<xsl:value-of select="."/>
	</xsl:template>

	<xsl:template match="cell[@href]" mode="content">
		<a class="govuk-link" href="{@href}">
			<xsl:value-of select="."/>
			<xsl:if test="@what">
				<span class="govuk-visually-hidden">
					<xsl:text> </xsl:text>
					<xsl:value-of select="@what"/>
				</span>
			</xsl:if>
		</a>
	</xsl:template>

	<xsl:template match="cell[@tag]" mode="content">
		<strong class="govuk-tag govuk-tag--{@tag}"><xsl:value-of select="."/></strong>
	</xsl:template>

	<!-- ============ time line ============ -->

	<xsl:template match="timeline">
		<ol class="moj-timeline app-timeline">
			<xsl:copy-of select="@id"/>
			<xsl:apply-templates select="event"/>
		</ol>
	</xsl:template>

	<xsl:template match="event">
		<li class="moj-timeline__item">
			<div class="moj-timeline__header">
				<p class="moj-timeline__title">
					<xsl:choose>
						<xsl:when test="@href">
							<a class="govuk-link" href="{@href}"><xsl:value-of select="@title"/></a>
						</xsl:when>
						<xsl:otherwise><xsl:value-of select="@title"/></xsl:otherwise>
					</xsl:choose>
				</p>
				<xsl:if test="@by">
					<p class="moj-timeline__byline">by <xsl:value-of select="@by"/></p>
				</xsl:if>
				<xsl:if test="@source">
					<strong class="govuk-tag govuk-tag--grey app-timeline__source"><xsl:value-of select="@source"/></strong>
				</xsl:if>
			</div>
			<p class="moj-timeline__date">
				<time datetime="{@at}"><xsl:value-of select="@when"/></time>
			</p>
			<xsl:if test=". != ''">
				<div class="moj-timeline__description app-text"><xsl:value-of select="."/></div>
			</xsl:if>
		</li>
	</xsl:template>
</xsl:stylesheet>
