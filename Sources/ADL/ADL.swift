@_exported import ADLAnalysis
@_exported import ADLPrograms
