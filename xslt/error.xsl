<?xml version="1.0" encoding="UTF-8"?>
<!-- A page that says what went wrong: plain words, no colours, no cause. The
     blocks say what happened, whether it was saved and what to do now. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

	<xsl:template match="page[@view = 'error']" mode="content">
		<xsl:call-template name="page-heading"/>
		<xsl:apply-templates select="body/*"/>
		<xsl:call-template name="request-id"/>
	</xsl:template>

	<xsl:template name="request-id">
		<xsl:if test="@request">
			<p class="govuk-body app-request">
				<xsl:text>If you tell the help desk about this, quote </xsl:text>
				<code class="app-request__id"><xsl:value-of select="@request"/></code>
				<xsl:text>.</xsl:text>
			</p>
		</xsl:if>
	</xsl:template>
</xsl:stylesheet>
